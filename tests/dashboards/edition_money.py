"""Invented places and money: the chain, its parts and its peers."""

from __future__ import annotations

from typing import Any

from tests.dashboards.edition_base import DNP, MEF, Row


def territory(code: str, level: str, name: str, official: str | None = None) -> Row:
    """A place whose parent is its code without the last level."""
    country = code[:2]
    parent = {"country": None, "region": country, "province": code[:5]}.get(level)
    if level == "municipality":
        parent = code[:7] if country == "PE" else code[:5]
    return {
        "territory_id": code,
        "country": country,
        "level": level,
        "official_code": official or code[3:] or None,
        "alternate_code": {"PE-180106": "170105"}.get(code),
        "name": name,
        "parent_territory_id": parent,
    }


def chain(place: str, period: str, stream: str, **cells: Any) -> Row:
    """One row of the money chain, its own government by default."""
    return {
        "country": place[:2],
        "territory_id": place,
        "received_source_id": "peru_canon" if place.startswith("PE") else "colombia_cash_plan",
        "spending_source_id": "peru_canon" if place.startswith("PE") else None,
        "fiscal_period": period,
        "stream_code": stream,
        "scope": "own_government",
        "currency": "PEN" if place.startswith("PE") else "COP",
        "data_as_of": "2014-12-31" if place.startswith("PE") else "2024-12-31",
        **cells,
    }


TERRITORIES = [
    territory("PE", "country", "Perú"),
    territory("PE-18", "region", "Moquegua"),
    territory("PE-1801", "province", "Mariscal Nieto"),
    territory("PE-1803", "province", "Ilo"),
    territory("PE-180101", "municipality", "Moquegua"),
    territory("PE-180104", "municipality", "Samegua"),
    territory("PE-180106", "municipality", "Torata"),
    territory("PE-180301", "municipality", "Ilo"),
    territory("PE-08", "region", "Cusco"),
    territory("PE-0808", "province", "Espinar"),
    territory("PE-080801", "municipality", "Espinar"),
    territory("CO", "country", "Colombia"),
    territory("CO-20", "region", "Cesar"),
    territory("CO-44", "region", "La Guajira"),
    territory("CO-50", "region", "Meta"),
    territory("CO-85", "region", "Casanare"),
    territory("CO-20400", "municipality", "La Jagua de Ibirico"),
    territory("CO-44420", "municipality", "La Jagua del Pilar"),
    territory("CO-50568", "municipality", "Puerto Gaitán"),
]


def _peer(place: str, ratio: float, rank: int) -> Row:
    budget = 50_000_000
    return chain(
        place,
        "2012",
        "ALL",
        initial_budget=30_000_000,
        current_budget=budget,
        accrued=round(budget * ratio, 2),
        paid=round(budget * ratio, 2),
        unspent=round(budget * (1 - ratio), 2),
        execution_ratio=ratio,
        peer_group="PE|municipality|5 000-20 000|2012|ALL|own_government",
        peers=4,
        peer_median_execution_ratio=0.72,
        peer_rank=rank,
    )


CHAIN = [
    chain(
        "PE-180106",
        "2012",
        "PE_CANON",
        received=113_000_000,
        received_phase="transferred",
        per_inhabitant=19316.24,
        population=5850,
        real_received=160_000_000,
        price_base_year=2025,
        gaps="no_budget_in_this_stream;no_spending_in_this_stream;no_price_index",
    ),
    chain(
        "PE-180106",
        "2012",
        "ALL",
        initial_budget=60_000_000,
        current_budget=140_500_000,
        accrued="94135000.50",
        paid=90_000_000,
        unspent="46364999.50",
        execution_ratio=0.67,
        peer_group="PE|municipality|5 000-20 000|2012|ALL|own_government",
        peers=4,
        peer_median_execution_ratio=0.72,
        peer_rank=3,
    ),
    chain(
        "PE-180106",
        "2011",
        "PE_CANON",
        received=98_400_000,
        received_phase="transferred",
        gaps="no_budget_in_this_stream;no_spending_in_this_stream;no_price_index",
    ),
    chain("PE-180106", "2010", "PE_CANON", received=1_234_567, received_phase="transferred"),
    _peer("PE-180104", 0.81, 1),
    _peer("PE-180301", 0.72, 2),
    _peer("PE-080801", 0.55, 4),
    chain(
        "CO-50568",
        "2023-2024",
        "CO_SGR_AD",
        received=1_200_500_000_000,
        received_phase="planned_cash",
        gaps="no_budget_in_this_stream;no_population_for_the_period;no_price_index",
    ),
    chain(
        "CO-50568",
        "2023-2024",
        "CO_SGR_AIL",
        received=34_000_000_000,
        received_phase="planned_cash",
        gaps="no_budget_in_this_stream;no_population_for_the_period;no_price_index",
    ),
]


ROWS: dict[str, list[Row]] = {
    "dim_territory": TERRITORIES,
    "fct_population": [{"territory_id": "PE-180106", "year": 2012, "population": 5850, **MEF}],
    "dim_stream": [
        {
            "stream_code": "PE_CANON",
            "country": "PE",
            "kind": "canon",
            "name_es": "Canon minero",
            "name_en": "Mining canon",
            "gfs_code": "1112E1",
            "legal_basis": "Ley 27506",
            "is_extractive": True,
        },
        {
            "stream_code": "CO_SGR_AD",
            "country": "CO",
            "kind": "sgr_fund",
            "name_es": "Asignaciones directas",
            "name_en": "Direct allocations",
            "legal_basis": "Ley 2056 de 2020",
            "is_extractive": True,
        },
        {
            "stream_code": "CO_SGR_AIL",
            "country": "CO",
            "kind": "sgr_fund",
            "name_es": "Asignación para la inversión local",
            "name_en": "Local investment allocation",
            "legal_basis": "Ley 2056 de 2020",
            "is_extractive": True,
        },
        {
            "stream_code": "ALL",
            "country": "PE",
            "kind": "all_sources",
            "name_es": "Todas las fuentes",
            "name_en": "All sources",
            "is_extractive": False,
        },
    ],
    "fct_allocation": [
        {
            "country": "PE",
            "territory_id": "PE-180106",
            "fiscal_period": "2012",
            "fiscal_year": 2012,
            "month": 1,
            "stream_code": "PE_CANON",
            "beneficiary_name": "Municipalidad de Torata",
            "phase": "transferred",
            "income_class": "current",
            "amount": 113_000_000,
            "currency": "PEN",
            **MEF,
        },
        {
            "country": "CO",
            "territory_id": "CO-50568",
            "fiscal_period": "2023-2024",
            "fiscal_year": 2023,
            "month": 1,
            "stream_code": "CO_SGR_AD",
            "phase": "planned_cash",
            "income_class": "current",
            "amount": 1_200_500_000_000,
            "currency": "COP",
            **DNP,
        },
    ],
    "fct_spending": [
        {
            "country": "PE",
            "territory_id": "PE-180106",
            "entity_code": "301280",
            "entity_name": "Municipalidad Distrital de Torata",
            "government_level": "local",
            "fiscal_year": 2012,
            "month": 0,
            "stream_code": "ALL",
            "function_code": "15",
            "function_name": "TRANSPORTE",
            "initial_budget": 60_000_000,
            "current_budget": 140_500_000,
            "accrued": "94135000.50",
            "currency": "PEN",
            **MEF,
        },
    ],
    "fct_money_chain": CHAIN,
}
