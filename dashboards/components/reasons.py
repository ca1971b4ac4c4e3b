"""Words for why something is missing, not judged or rejected: codes that the pipeline gives.

Part of the closed vocabularies of `dashboards.components.labels`, kept apart for their length.
"""

from __future__ import annotations

from dashboards.components.result_reasons import MORE_RESULTS
from dashboards.i18n import N_

GAPS = {
    "phases_differ_between_governments": N_(
        "los gobiernos de dentro informan fases distintas del dinero, que no se suman"
    ),
    "paid_not_published": N_("la fuente no publica lo pagado"),
    "year_in_progress": N_("el año no ha terminado en los datos"),
    "investment_projects_only": N_("la fuente solo cubre proyectos de inversión"),
    "sources_cover_different_spending": N_("las fuentes cubren partes distintas del gasto"),
    "not_all_governments_have_data": N_("no todos los gobiernos de dentro tienen dato"),
    "no_population_for_the_period": N_(
        "no hay población cargada para esos años, así que no se calcula por habitante"
    ),
    "no_price_index": N_(
        "no hay un índice de precios cargado, así que no se calcula en moneda constante"
    ),
    "few_peers": N_("hay muy pocos lugares comparables para dar una mediana"),
}
RESULTS = {
    "few_peers": N_("hay muy pocos casos comparables"),
    "peers_without_spread": N_("todos los casos comparables tienen casi el mismo valor"),
    "widened_to_all_funding": N_(
        "hay muy pocos contratos de regalías; se miraron los de todas las fuentes"
    ),
    "never_assessed": N_("nadie lo ha evaluado"),
    "coverage_below_60_percent": N_(
        "sin puntaje: se conoce menos del 60 % de lo que pide el panel"
    ),
    "fewer_than_three_components": N_("sin puntaje: menos de tres componentes con valor"),
    "one_dimension": N_("sin puntaje: todo lo conocido es de una sola dimensión"),
    "few_contracts": N_("hay muy pocos contratos"),
    "year_in_progress": N_("el año no ha terminado en los datos"),
    "work_not_started": N_("la obra no ha empezado"),
    "no_supplier_or_value": N_("falta el proveedor o el valor"),
    "no_budget_row": N_("la fuente no trae el presupuesto"),
    "no_spending_row": N_("la fuente no trae el gasto"),
    "withdrawn": N_("el compromiso fue retirado"),
    "suspension_declared": N_("la suspensión está declarada"),
    "source_publishes_too_few_basics": N_("la fuente publica muy pocos datos básicos"),
    "share_not_in_the_plan": N_("el plan no trae esa parte"),
    "real_end_not_published": N_("no se publica el fin real"),
    "progress_not_published": N_("no se publica el avance"),
    "planned_end_not_published": N_("no se publica el fin previsto"),
    "physical_progress_not_published": N_("no se publica el avance físico"),
    "financial_progress_not_published": N_("no se publica el avance financiero"),
    "payments_not_published": N_("no se publican los pagos"),
    "only_plans_published": N_("solo se publican planes"),
    "only_contracts_that_the_rule_leaves_out": N_("solo hay contratos que la regla deja fuera"),
    "nothing_received": N_("no consta dinero recibido"),
    "not_under_way": N_("no está en ejecución"),
    "no_tolerance_in_force": N_("no hay tolerancia vigente para esa fecha"),
    "no_legal_total_of_the_biennium": N_("no está cargado el total legal del bienio"),
    "no_legal_share_in_force": N_("no hay porcentaje legal vigente para esa fecha"),
    "no_due_date": N_("no tiene plazo publicado"),
    "no_commitments": N_("no tiene compromisos"),
    "no_cap_in_force": N_("no hay tope vigente para esa fecha"),
    "no_assessment_after_the_due_date": N_("no hay evaluación posterior al plazo"),
    "initial_value_not_published": N_("no se publica el valor inicial"),
    "initial_value_is_zero": N_("el valor inicial publicado es cero"),
    "initial_budget_is_zero": N_("el presupuesto inicial es cero"),
    "budget_is_zero": N_("el presupuesto es cero"),
    "history_shorter_than_threshold": N_("la historia es más corta que el umbral"),
    "first_duration_not_positive": N_("el plazo inicial publicado no es positivo"),
    "few_years": N_("hay muy pocos años"),
    "few_suppliers": N_("hay muy pocos proveedores"),
    "few_assessments": N_("hay muy pocas evaluaciones"),
    "few_assessed": N_("hay muy pocos compromisos evaluados"),
    "days_added_not_published": N_("no se publican los días agregados"),
    "dates_not_published": N_("no se publican las fechas"),
    "cost_not_published": N_("no se publica el costo"),
    "assessment_without_date": N_("la evaluación no tiene fecha"),
}
REJECTS = {
    "bad_number": N_("no es un número"),
    "bad_integer": N_("no es un número entero"),
    "bad_date": N_("no es una fecha posible"),
    "bad_code": N_("no es un código válido"),
    "bad_boolean": N_("no es sí ni no"),
    "missing_value": N_("falta un valor obligatorio"),
    "not_in_list": N_("no está entre los valores admitidos"),
    "bad_pattern": N_("no tiene la forma esperada"),
    "out_of_range": N_("está fuera del rango posible"),
    "amount_too_large": N_("el monto es demasiado grande"),
    "cell_too_long": N_("el texto es demasiado largo"),
    "duplicate_row": N_("fila repetida"),
    "duplicate_key": N_("clave repetida"),
    "malformed_row": N_("fila mal formada"),
}
REASONS = {"gap": GAPS, "reason": RESULTS | MORE_RESULTS, "reject": REJECTS}
