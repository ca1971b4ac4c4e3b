"""Public datasets by theme, with titles that people read; the table name stays beside them.

A dataset that is not listed here is still offered, under its own name.
"""

from __future__ import annotations

from dashboards.i18n import N_, _

THEMES: tuple[tuple[str, dict[str, str]], ...] = (
    (
        N_("Dinero"),
        {
            "fct_money_chain": N_("Cadena del dinero: recibido, presupuestado y gastado"),
            "fct_allocation": N_("Asignaciones y transferencias"),
            "fct_spending": N_("Presupuesto y gasto"),
            "fct_project_funding": N_("Dinero de cada fondo para cada proyecto"),
            "fct_company_payment": N_("Pagos de las empresas"),
            "fct_eiti_disclosure": N_("Lo que divulga cada país bajo el EITI"),
        },
    ),
    (
        N_("Obras y contratos"),
        {
            "fct_project": N_("Proyectos"),
            "fct_project_status": N_("Estados de los proyectos"),
            "fct_project_territory": N_("Dónde están los proyectos"),
            "fct_project_contract": N_("Qué contratos ejecutan qué proyectos"),
            "fct_contract": N_("Contratos"),
            "fct_contract_status": N_("Estados de los contratos"),
            "fct_contract_amendment": N_("Adiciones y otros cambios de los contratos"),
            "fct_contract_supplier": N_("Proveedores de los contratos"),
            "fct_process": N_("Procesos de contratación"),
            "fct_bid": N_("Ofertas"),
            "fct_bid_tenderer": N_("Quiénes ofertaron"),
            "fct_award": N_("Adjudicaciones"),
            "fct_award_supplier": N_("Proveedores adjudicados"),
            "fct_award_item": N_("Qué se adjudicó"),
        },
    ),
    (
        N_("Compromisos y espacios de diálogo"),
        {
            "dim_forum": N_("Espacios de diálogo y planes"),
            "fct_forum_territory": N_("Dónde trabajó cada espacio"),
            "fct_forum_fact": N_("Qué hizo y aprendió cada espacio"),
            "fct_commitment": N_("Compromisos"),
            "fct_commitment_territory": N_("Dónde se cumplen los compromisos"),
            "fct_commitment_status": N_("Historia de los compromisos"),
        },
    ),
    (
        N_("Señales"),
        {
            "dim_indicator": N_("Indicadores"),
            "fct_indicator_result": N_("Resultados de los indicadores"),
            "fct_indicator_count": N_("Conteos de los indicadores"),
            "fct_indicator_evidence": N_("Evidencia de los indicadores"),
            "fct_reply": N_("Respuestas de las entidades"),
            "fct_composite": N_("Paneles compuestos"),
        },
    ),
    (
        N_("Lugares y listas"),
        {
            "dim_territory": N_("Territorios y sus códigos"),
            "dim_territory_code": N_("Códigos de otros registros para cada territorio"),
            "dim_territory_outline": N_("Contornos de los territorios"),
            "fct_population": N_("Población"),
            "dim_stream": N_("Conceptos de ingreso"),
            "dim_public_body": N_("Entidades públicas y sus códigos (Perú)"),
            "fct_reference_value": N_("Índice de precios, tipo de cambio, UIT y salario mínimo"),
            "dim_beneficiary": N_("Beneficiarios"),
        },
    ),
    (
        N_("Fuentes y calidad"),
        {
            "dim_source": N_("Fuentes"),
            "dim_vintage": N_("Versiones descargadas"),
            "fct_coverage": N_("Cobertura"),
            "fct_field_coverage": N_("Qué campos llena cada fuente"),
            "fct_quality_check": N_("Verificaciones"),
            "fct_reconciliation": N_("Totales que deben cuadrar"),
            "fct_rejected_row": N_("Filas rechazadas"),
            "fct_revision": N_("Lo que cambiaron quienes publican"),
            "fct_correction": N_("Lo que cambió entre ediciones"),
        },
    ),
)
OTHER = N_("Otros")


def title(name: str) -> str:
    """Title of a table, or of the one that an entity of the pipeline ends in; else its own name."""
    for _theme, tables in THEMES:
        for table in (name, f"fct_{name}", f"dim_{name}"):
            if table in tables:
                return _(tables[table])
    return name
