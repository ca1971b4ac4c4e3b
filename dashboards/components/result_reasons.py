"""Words for why an indicator did not judge a subject, or for what its result rests on.

A test holds that every reason a rule can give has its words here or in ``reasons.py``.
"""

from __future__ import annotations

from dashboards.i18n import N_

MORE_RESULTS = {
    "active_award_not_published": N_("no se publica una adjudicación activa"),
    "amounts_of_one_size": N_("los montos son casi de un mismo tamaño"),
    "award_before_the_deadline": N_("la adjudicación es anterior al cierre"),
    "award_date_not_published": N_("no se publica la fecha de adjudicación"),
    "award_not_final": N_("la adjudicación no es definitiva"),
    "award_status_not_published": N_("no se publica el estado de la adjudicación"),
    "below_the_cap_in_any_year": N_("queda bajo el tope sea cual sea el año"),
    "bid_prices_not_published": N_("no se publican los precios de las ofertas"),
    "budget_of_the_entity_not_published": N_(
        "no se publica el presupuesto de la entidad, y de él depende el tope"
    ),
    "budgeted_and_collected_revenue_by_year_not_published": N_(
        "no se publican por año el ingreso presupuestado y el recaudado"
    ),
    "budgeted_revenue_is_zero": N_("el ingreso presupuestado es cero"),
    "budgeted_revenue_not_published": N_("no se publica el ingreso presupuestado"),
    "call_or_deadline_not_published": N_("no se publica la convocatoria o el cierre"),
    "canon_by_beneficiary_not_published": N_("no se publica el canon por beneficiario"),
    "class_of_the_object_not_published": N_("no se publica la clase de lo comprado"),
    "collected_income_not_published": N_("no se publica el ingreso recaudado"),
    "collected_revenue_not_published": N_("no se publica lo recaudado"),
    "company_side_not_declared": N_("la empresa no declara su parte"),
    "constant_prices": N_("en precios constantes"),
    "contact_details_of_parties_not_published": N_(
        "no se publican datos de contacto de las empresas"
    ),
    "current_value_not_published": N_("no se publica el valor vigente"),
    "date_of_the_addition_not_published": N_("no se publica el día de la adición, y de él depende"),
    "date_of_winning_bid_not_published": N_("no se publica la fecha de la oferta ganadora"),
    "days_added_below_zero": N_("los días agregados son negativos"),
    "deadline_not_published": N_("no se publica el cierre"),
    "deadline_without_time_and_offset": N_("el cierre no tiene hora ni zona horaria"),
    "economic_class_not_published": N_("no se publica la clase económica"),
    "end_before_start": N_("el fin es anterior al inicio"),
    "estimated_value_not_published": N_("no se publica el valor estimado"),
    "few_bids": N_("hay muy pocas ofertas"),
    "few_contracts_near_the_ceiling": N_("hay muy pocos contratos cerca del tope"),
    "few_processes": N_("hay muy pocos procesos"),
    "few_purchases": N_("hay muy pocas compras"),
    "fewer_than_three_years": N_("hay menos de tres años"),
    "field_hardly_published": N_("la fuente casi no llena un dato que hace falta"),
    "government_side_not_declared": N_("el gobierno no declara su parte"),
    "history_or_cost_not_published": N_("no se publican ni la historia ni el costo"),
    "investment_by_month_not_published": N_("no se publica la inversión por mes"),
    "kind_of_contract_not_published": N_("no se publica la clase de contrato"),
    "method_left_out": N_("la regla deja fuera esta modalidad"),
    "method_not_published": N_("no se publica la modalidad"),
    "method_of_contracts_not_published": N_("no se publica la modalidad de los contratos"),
    "minimum_wage_of_the_year_not_loaded": N_("no está cargado el salario mínimo de ese año"),
    "moved_between_distant_vintages": N_(
        "avanzó entre dos versiones demasiado separadas para saber cuándo"
    ),
    "municipal_shares_not_published": N_("no se publican las partes municipales"),
    "no_active_award": N_("no hay adjudicación activa"),
    "no_active_award_with_classes": N_("no hay adjudicación activa con clases de bienes"),
    "no_competitive_process_with_tenderers": N_(
        "no hay procesos competitivos con número de postores"
    ),
    "no_completed_year_with_original_budget": N_("no hay un año completo con presupuesto inicial"),
    "no_contract_near_the_ceiling": N_("no hay contratos cerca del tope"),
    "no_contract_with_a_value": N_("no hay contratos con valor"),
    "no_investment_accrued": N_("no hay inversión devengada"),
    "no_legal_period_for_bids": N_("esta clase de compra no tiene plazo legal de ofertas"),
    "no_longer_open": N_("ya no está abierto"),
    "no_minor_amount_purchase": N_("no hay compras de mínima cuantía"),
    "no_pair_with_three_joint_processes": N_("ningún par coincide en tres procesos"),
    "no_priced_bid_disqualified": N_("ninguna oferta con precio fue descalificada"),
    "no_signed_contract": N_("no hay contratos firmados"),
    "no_tenderer_yet": N_("todavía no hay postores"),
    "no_threshold_in_force": N_("no hay umbral vigente para esa fecha"),
    "no_valid_bid_with_a_final_award": N_("no hay oferta válida con adjudicación definitiva"),
    "no_validated_cut_in_the_country": N_("no hay un corte validado en el país"),
    "no_year_before": N_("no hay dato del año anterior"),
    "no_value_or_no_round_amount_set": N_(
        "no hay valores, o no hay monto redondo fijado para la moneda"
    ),
    "nominal_no_price_index": N_("en valores nominales: no hay índice de precios de cada año"),
    "not_discriminating": N_(
        "la comparación señalaría a un tercio o más, así que no distingue a nadie"
    ),
    "not_extractive_money": N_("no es dinero de industrias extractivas"),
    "not_one_tenderer": N_("no hubo un solo postor"),
    "not_one_valid_tenderer": N_("no quedó un solo postor válido"),
    "not_published": N_("ninguna fuente publica el dato"),
    "nothing_accrued": N_("no hay devengado"),
    "nothing_budgeted": N_("no hay presupuesto"),
    "one_comparable_bid": N_("hay una sola oferta comparable"),
    "one_date_for_start_and_end": N_("se publica una misma fecha de inicio y fin"),
    "one_party_with_contact_details": N_("una sola empresa tiene datos de contacto"),
    "opening_balance_not_published": N_("no se publica el saldo inicial"),
    "original_budget_by_function_not_published": N_(
        "no se publica el presupuesto inicial por función"
    ),
    "own_income_not_published": N_("no se publican los ingresos propios"),
    "pefa_a": N_("calificación PEFA A"),
    "pefa_b": N_("calificación PEFA B"),
    "pefa_c": N_("calificación PEFA C"),
    "pefa_d": N_("calificación PEFA D"),
    "period_in_progress": N_("el período no ha terminado en los datos"),
    "period_out_of_range": N_("el plazo publicado no es posible"),
    "population_of_the_period_not_published": N_("no hay población de cada año del período"),
    "price_of_valid_bids_not_published": N_("no se publica el precio de las ofertas válidas"),
    "prices_are_not_compared": N_("en esta modalidad no se comparan precios"),
    "purchases_under_the_ceiling_not_published": N_("no se publican compras bajo el tope"),
    "reference_value_not_published": N_("no se publica el valor referencial"),
    "regional_government_share_not_published": N_("no se publica la parte del gobierno regional"),
    "score_not_published": N_("no se publica el puntaje"),
    "several_currencies": N_("hay varias monedas"),
    "signature_not_published": N_("no se publica la firma"),
    "source_holds_projects_only": N_("la fuente solo trae proyectos"),
    "source_older_than_its_assessment": N_("la fuente es anterior a su última evaluación"),
    "stars_not_given_in_this_cycle": N_("en este ciclo no se dieron estrellas"),
    "status_not_published": N_("no se publica el estado"),
    "status_of_bids_not_published": N_("no se publica el estado de las ofertas"),
    "submission_period_not_published": N_("no se publica el plazo de ofertas"),
    "takes_part_too_seldom": N_("participa muy pocas veces"),
    "tenderers_not_published": N_("no se publican los postores"),
    "territories_of_commitments_not_published": N_(
        "no se publican los territorios de los compromisos"
    ),
    "territories_of_the_forum_not_published": N_("no se publican los territorios del espacio"),
    "the_valid_tenderer_did_not_win_alone": N_("el postor válido no ganó a solas"),
    "value_is_zero_or_not_published": N_("el valor es cero o no se publica"),
    "value_not_published": N_("no se publica el valor"),
    "work_no_longer_scored": N_("la obra ya no se califica"),
    "contributions_of_citizens": N_("aportes ciudadanos"),
    "date_of_the_call": N_("fecha de la convocatoria"),
    "founding_date_of_the_supplier": N_("fecha de creación del proveedor"),
    "country_of_the_supplier": N_("país del proveedor"),
    "sanctions_with_dates": N_("sanciones con fechas"),
    "legal_date_of_the_transfer": N_("fecha legal de la transferencia"),
    "process_cancelled": N_("el proceso fue cancelado"),
}
