"""More invented rows: plans for years to come, processes, states and changes of records.

Apart from `edition_rows`, which holds what the first pages need; the same rules apply.
"""

from __future__ import annotations

from tests.dashboards.edition_base import DNP, SUCRE, Row
from tests.dashboards.edition_money import chain, territory
from tests.dashboards.edition_works import CONTRACT

PLACE = "CO-85410"
PLAN = {
    "country": "CO",
    "beneficiary_code": "85410",
    "beneficiary_kind": "municipality",
    "territory_id": PLACE,
    "slice": "2025-2034",
    "stream_code": "CO_SGR_AD",
    "phase": "budgeted",
    "currency": "COP",
    "is_projection": True,
    "data_as_of": "2025-01-01",
    **DNP,
}
CONSORTIUM = {
    "country": "CO",
    "process_id": "CO1.BDOS.1",
    "supplier_id": "900123456",
    "supplier_kind": "company",
    "supplier_name": "Constructora Ejemplo S.A.S.",
}
STATE = {
    "country": "CO",
    "contract_id": "CO1.PCCNTR.100",
    "funding": "royalty",
    "currency": "COP",
    "start_on": "2022-02-01",
    "end_on": "2023-12-31",
}

MORE: dict[str, list[Row]] = {
    "dim_territory": [
        {
            **territory(PLACE, "municipality", "Tauramena"),
            "latitude": 5.017,
            "longitude": -72.751,
        },
        {
            **territory("CO-85010", "municipality", "Aguazul"),
            "latitude": 5.173,
            "longitude": -72.546,
        },
    ],
    "fct_money_chain": [
        chain(PLACE, period, "CO_SGR_AD", received=amount, received_phase="planned_cash", **more)
        for period, amount, more in (
            ("2021-2022", 41_000_000_000, {}),
            ("2023-2024", 52_000_000_000, {"population": 26_000, "per_inhabitant": 2_000_000}),
            ("2023", 20_000_000_000, {}),
            ("2022", 19_000_000_000, {}),
            # Begins after the reference date of the edition (2026).
            ("2031", 60_000_000_000, {"current_budget": 60_000_000_000, "accrued": 1}),
        )
    ]
    + [
        chain(
            "CO-85",
            "2023-2024",
            "CO_SGR_AD",
            scope="all_within",
            received=82_000_000_000,
            received_phase="planned_cash",
        ),
        chain(
            "CO-85010",
            "2023-2024",
            "CO_SGR_AD",
            received=30_000_000_000,
            received_phase="planned_cash",
        ),
    ],
    "fct_allocation": [
        {**PLAN, "fiscal_period": "2033", "fiscal_year": 2033, "amount": 33_000_000_000},
        {**PLAN, "fiscal_period": "2034", "fiscal_year": 2034, "amount": 34_000_000_000},
    ],
    "fct_contract_status": [
        {
            **STATE,
            "status_raw": "En ejecución",
            "status": "in_progress",
            "current_value": 13_100_000_000,
            "first_seen_as_of": "2024-09-01",
            "data_as_of": "2024-09-01",
            **SUCRE,
        },
        {
            **STATE,
            "status_raw": "Aprobado",
            "status": "contracted",
            "current_value": 9_000_000_000,
            "first_seen_as_of": "2023-03-01",
            "data_as_of": "2023-03-01",
            **SUCRE,
            "vintage_id": "v-co-0",
        },
    ],
    "fct_process": [
        {
            "country": "CO",
            "process_id": "CO1.BDOS.1",
            "buyer_code": CONTRACT["buyer_code"],
            "buyer_name": CONTRACT["buyer_name"],
            "territory_id": CONTRACT["territory_id"],
            "title": "Obra para la vía El Porvenir",
            "method": "open",
            "method_details": "Licitación pública",
            "estimated_value": 9_500_000_000,
            "currency": "COP",
            "published_on": "2021-10-01",
            "bidders": 2,
            "status_raw": "Adjudicado",
            "url": "https://example.org/proceso/1",
            **SUCRE,
        }
    ],
    "fct_award": [
        {
            "country": "CO",
            "process_id": "CO1.BDOS.1",
            "award_id": "A1",
            "status": "active",
            "amount": 9_000_000_000,
            "currency": "COP",
            "awarded_on": "2021-12-20",
            **SUCRE,
        }
    ],
    "fct_award_supplier": [{**CONSORTIUM, "award_id": "A1", **SUCRE}],
    "fct_composite": [
        {
            "subject_type": "buyer",
            "subject_id": CONTRACT["buyer_code"],
            "subject_name": CONTRACT["buyer_name"],
            "country": "CO",
            "territory_id": CONTRACT["territory_id"],
            "period": "2024",
            "panel": "procurement",
            "score": 41.25,
            "components": 3,
            "coverage_ratio": 0.75,
            "rank_low": 2,
            "rank_median": 4,
            "rank_high": 9,
            "ranked_together": 30,
            "status": "evaluable",
            "weights_version": "1.0",
        },
        {
            "subject_type": "entity_stream",
            "subject_id": "85410",
            "subject_name": "Tauramena",
            "country": "CO",
            "territory_id": PLACE,
            "period": "2023-2024",
            "panel": "revenue",
            "components": 1,
            "coverage_ratio": 0.25,
            "status": "not_evaluable",
            "reason": "coverage_below_60_percent",
            "weights_version": "1.0",
        },
    ],
    "fct_revision": [
        {
            "source_id": "colombia_projects",
            "entity": "contract",
            "record_key": "CO|CO1.PCCNTR.100",
            "field": "current_value",
            "old_value": "9000000000.00",
            "new_value": "13100000000.00",
            "old_vintage_id": "v-co-0",
            "new_vintage_id": "v-co-2",
            "kind": "changed",
        },
        {
            "source_id": "colombia_cash_plan",
            "entity": "allocation",
            "record_key": "CO|85410|2023-2024|2023|1|CO_SGR_AD",
            "old_vintage_id": "v-co-0",
            "new_vintage_id": "v-co-1",
            "kind": "removed",
        },
    ],
    "fct_correction": [
        {
            "edition_id": "2026.11.0",
            "table_name": "fct_money_chain",
            "record_key": f"{PLACE}|2023-2024|CO_SGR_AD|own_government",
            "field": "received",
            "old_value": "51000000000.00",
            "new_value": "52000000000.00",
            "cause": "our_error",
            "note": "Una fila se contaba dos veces.",
        }
    ],
}
