"""Invented works and contracts, one with a hostile name."""

from __future__ import annotations

from tests.dashboards.edition_base import SUCRE, Row

EVIL = "Mejoramiento <img src=x onerror=alert(1)> de **vía** [clic](javascript:alert(1)) :red[rojo]"
PROJECT = {
    "country": "CO",
    "project_code": "2021505680012",
    "sector": "Transporte",
    "name": "Construcción de la vía terciaria El Porvenir en Puerto Gaitán",
    "executor_code": "892099325",
    "executor_name": "Municipio de Puerto Gaitán",
    "status_raw": "EN EJECUCIÓN",
    "status": "in_progress",
    "total_value": 12_500_000_000,
    "royalty_value": 11_000_000_000,
    "paid": 6_000_000_000,
    "physical_progress_pct": 35.5,
    "financial_progress_pct": 61.0,
    "approved_on": "2021-06-30",
    "started_on": "2022-02-01",
    "planned_end_on": "2023-12-31",
    "currency": "COP",
    "data_as_of": "2024-08-31",
    "url": "https://example.org/proyecto/2021505680012",
    **SUCRE,
}
PROJECTS = [
    PROJECT,
    {
        **PROJECT,
        "project_code": "2022505680099",
        "name": EVIL,
        "url": "javascript:alert(1)",
        "status": "suspended",
        "status_raw": "SUSPENDIDO",
        "physical_progress_pct": None,
    },
]
CONTRACT = {
    "country": "CO",
    "contract_id": "CO1.PCCNTR.100",
    "process_id": "CO1.BDOS.1",
    "buyer_code": "892099325",
    "buyer_name": "Municipio de Puerto Gaitán",
    "territory_id": "CO-50568",
    "object": "Obra civil para la vía El Porvenir",
    "type": "Obra",
    "method": "open",
    "initial_value": 9_000_000_000,
    "current_value": 13_100_000_000,
    "paid": 6_000_000_000,
    "funding": "royalty",
    "currency": "COP",
    "signed_on": "2022-01-15",
    "start_on": "2022-02-01",
    "end_on": "2023-12-31",
    "days_added": 90,
    "status": "in_progress",
    "status_raw": "En ejecución",
    "project_code": "2021505680012",
    "data_as_of": "2024-09-01",
    "url": "https://example.org/contrato/100",
    **SUCRE,
}

ROWS: dict[str, list[Row]] = {
    "fct_project": PROJECTS,
    "fct_project_status": [
        {
            **PROJECT,
            "data_as_of": "2023-12-31",
            "physical_progress_pct": 20.0,
            "financial_progress_pct": 30.0,
        },
        PROJECT,
    ],
    "fct_project_territory": [
        {"country": "CO", "project_code": "2021505680012", "territory_id": "CO-50568", **SUCRE},
        {"country": "CO", "project_code": "2022505680099", "territory_id": "CO-50568", **SUCRE},
    ],
    "fct_project_funding": [
        {
            "country": "CO",
            "project_code": "2021505680012",
            "beneficiary_code": "50568",
            "beneficiary_name": "Puerto Gaitán",
            "territory_id": "CO-50568",
            "fiscal_period": "2023-2024",
            "stream_code": "CO_SGR_AD",
            "stream_label": "ASIGNACIONES DIRECTAS",
            "approved": 10_000_000_000,
            "certified": 9_000_000_000,
            "committed": 8_000_000_000,
            "paid": 4_000_000_000,
            "currency": "COP",
            "data_as_of": "2024-12-31",
            **SUCRE,
        }
    ],
    "fct_contract": [
        CONTRACT,
        {
            **CONTRACT,
            "contract_id": "CO1.PCCNTR.200",
            "object": "Suministro de papelería",
            "funding": "other",
            "project_code": None,
            "initial_value": 20_000_000,
            "current_value": 20_000_000,
        },
    ],
    "fct_contract_supplier": [
        {
            "country": "CO",
            "contract_id": "CO1.PCCNTR.100",
            "supplier_id": "900123456",
            "supplier_kind": "company",
            "supplier_name": "Constructora Ejemplo S.A.S.",
            **SUCRE,
        },
        {
            "country": "CO",
            "contract_id": "CO1.PCCNTR.200",
            "supplier_id": "7f3a9c",
            "supplier_kind": "person",
            "supplier_name": "Persona natural · 7f3a9c",
            **SUCRE,
        },
    ],
}
