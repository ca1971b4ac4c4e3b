"""Invented rows of the fixture edition: real places, made-up money, works and promises.

Column names are those of the dbt marts. Small on purpose: each row is here because a test or a
state of a page needs it.
"""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]
MEF = {"source_id": "peru_canon", "vintage_id": "v-pe-1", "source_row": 7}
DNP = {"source_id": "colombia_cash_plan", "vintage_id": "v-co-1", "source_row": 21}
SUCRE = {"source_id": "colombia_projects", "vintage_id": "v-co-2", "source_row": 4}
IRM = {"source_id": "ogp_irm", "vintage_id": "v-xx-1", "source_row": 3}
SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


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
COMMITMENT = {
    "commitment_id": "CO-2015-01",
    "forum_code": "co-ogp-2",
    "country": "CO",
    "number": "1",
    "title": "Publicar los proyectos de regalías en un mapa abierto",
    "text": "La entidad publicará cada trimestre el avance físico y financiero de los proyectos.",
    "theme": "Regalías",
    "responsible": "Departamento Nacional de Planeación",
    "counterpart": "Sociedad civil",
    "baseline": None,
    "target": "Mapa en línea con 100 % de los proyectos",
    "due_on": "2017-06-30",
    "project_code": "2021505680012",
    "source_url": "https://example.org/plan",
    "current_status": "substantial",
    "current_status_as_of": "2017-09-30",
    **IRM,
}


def status(on: str, name: str, who: str, kind: str, raw: str) -> Row:
    """One dated assessment of the fixture commitment."""
    return {
        "commitment_id": "CO-2015-01",
        "as_of": on,
        "as_of_precision": "month",
        "status": name,
        "status_raw": raw,
        "assessor": who,
        "assessor_kind": kind,
        "evidence": "Informe",
        "evidence_url": "https://example.org/evidencia",
        **IRM,
    }


SIGNAL = {
    "indicator_code": "FX-15",
    "subject_type": "project",
    "subject_id": "2021505680012",
    "country": "CO",
    "territory_id": "CO-50568",
    "period": "2024",
    "value": 25.5,
    "numerator": 61.0,
    "denominator": 35.5,
    "n": 1,
    "threshold": 20.0,
    "status": "signal",
    "reason": None,
    "peer_group": "CO|in_progress",
    "peers": 41,
    "peer_median": 4.0,
    "peer_percentile": 93.0,
    "scope": "royalty",
    "subject_name": "Construcción de la vía terciaria El Porvenir en Puerto Gaitán",
    "base_rate": 0.09,
    "rule_version": "1.0",
}


def forum_fact(kind: str, name: str, **cells: Any) -> Row:
    """A fact of the Casanare dialogue tables."""
    return {"forum_code": "co-casanare-2012", "kind": kind, "name": name, **cells, **IRM}


def source(code: str, title: str, title_en: str, country: str, **cells: Any) -> Row:
    """A declared source."""
    return {
        "source_id": code,
        "title_es": title,
        "title_en": title_en,
        "country": country,
        "publisher": "Publicador",
        "licence": "not stated",
        "republish": False,
        "cadence": "monthly",
        "state": "active",
        "homepage": "https://example.org",
        **cells,
    }


def vintage(code: str, source_id: str, part: str, as_of: str, **cells: Any) -> Row:
    """One retrieval."""
    return {
        "vintage_id": code,
        "source_id": source_id,
        "slice": part,
        "kind": "snapshot",
        "retrieved_at": "2026-11-18T14:03:00+00:00",
        "origin": "https://example.org/archivo.xlsx",
        "sha256": SHA,
        "bytes": 120_345,
        "data_as_of": as_of,
        "rows_read": 100,
        "rows_loaded": 97,
        "rows_rejected": 3,
        "rows_skipped": 2,
        "rows_written": 291,
        "is_current": True,
        **cells,
    }


ROWS: dict[str, list[Row]] = {
    "dim_territory": TERRITORIES,
    "fct_population": [{"territory_id": "PE-180106", "year": 2012, "population": 5850, **MEF}],
    "dim_source": [
        source(
            "peru_canon",
            "Canon por municipalidad",
            "Canon by municipality",
            "PE",
            last_vintage_id="v-pe-1",
            data_as_of="2014-12-31",
            next_expected_on="2020-01-31",
            caveats_es="Las coordenadas perdieron su signo.",
            caveats_en="Coordinates lost their sign.",
        ),
        source(
            "colombia_cash_plan",
            "Plan bienal de caja",
            "Biennial cash plan",
            "CO",
            last_vintage_id="v-co-1",
            data_as_of="2024-12-31",
        ),
        source(
            "colombia_projects",
            "Matriz de proyectos",
            "Project matrix",
            "CO",
            last_vintage_id="v-co-2",
            data_as_of="2024-08-31",
            licence="CC BY 4.0",
        ),
        source(
            "ogp_irm",
            "Compromisos de gobierno abierto",
            "Open government commitments",
            "XX",
            last_vintage_id="v-xx-1",
            data_as_of="2026-01-15",
        ),
        source(
            "peru_payments", "Pagos de empresas", "Company payments", "PE", state="never_loaded"
        ),
    ],
    "dim_vintage": [
        vintage("v-pe-1", "peru_canon", "2008-2014", "2014-12-31"),
        vintage("v-co-1", "colombia_cash_plan", "2023-2024", "2024-12-31"),
        vintage("v-co-2", "colombia_projects", "all", "2024-08-31"),
        vintage("v-xx-1", "ogp_irm", "all", "2026-01-15", origin="ogpirm.csv"),
    ],
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
    "dim_indicator": [
        {
            "indicator_code": "FX-15",
            "family": "project",
            "subject_type": "project",
            "name_es": "Brecha físico-financiera",
            "name_en": "Physical-financial gap",
            "question_es": "¿El avance financiero va muy por delante del físico?",
            "question_en": "Is financial progress far ahead of physical progress?",
            "formula": "financial_progress_pct - physical_progress_pct >= 20",
            "unit": "pp",
            "direction": "high",
            "minimum_n": 1,
            "why_es": "Pagos por delante de la obra merecen una mirada.",
            "why_en": "Payments ahead of the work deserve a look.",
            "innocent_es": "Anticipos legales o compra de equipos antes de la obra.",
            "innocent_en": "Legal advances, or equipment bought before the works.",
            "exclusions": "projects without both figures",
            "citation": "Control interno",
            "evidence_level": "secondary",
            "rule_version": "1.0",
        },
        {
            "indicator_code": "FX-02",
            "family": "execution",
            "subject_type": "entity_stream",
            "name_es": "Tasa de ejecución",
            "name_en": "Execution rate",
            "question_es": "¿Qué parte del presupuesto se gastó?",
            "question_en": "What part of the budget was spent?",
            "formula": "accrued / current_budget",
            "unit": "ratio",
            "direction": "low",
            "minimum_n": 1,
            "why_es": "Porque sí se planificó.",
            "why_en": "Because it was planned.",
            "innocent_es": "Transferencias de fin de año.",
            "innocent_en": "Year-end transfers.",
            "evidence_level": "verified",
            "rule_version": "1.0",
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
    "dim_forum": [
        {
            "forum_code": "co-ogp-2",
            "name": "II Plan de Acción de Gobierno Abierto",
            "kind": "action_plan",
            "country": "CO",
            "starts_on": "2015-07-01",
            "ends_on": "2017-06-30",
            "source_url": "https://example.org/plan",
        },
        {
            "forum_code": "co-casanare-2012",
            "name": "Alianzas para la Prosperidad, Casanare",
            "kind": "dialogue_table",
            "country": "CO",
            "starts_on": "2012-02-01",
            "ends_on": "2012-07-31",
            "source_url": "https://example.org/casanare",
        },
    ],
    "fct_forum_territory": [
        {"forum_code": "co-casanare-2012", "territory_id": "CO-85", "role": "sede", **IRM},
        {"forum_code": "co-ogp-2", "territory_id": "CO", "role": "país", **IRM},
    ],
    "fct_forum_fact": [
        forum_fact(
            "phase", "Fase 1", text_es="Febrero a julio de 2012", text_en="February to July 2012"
        ),
        forum_fact(
            "actor",
            "Comités",
            value=50,
            unit="comités",
            text_es="Comités municipales y departamentales",
            text_en="Municipal and departmental committees",
        ),
        forum_fact(
            "lesson",
            "Reglas claras",
            text_es="Acordar las reglas antes de dialogar.",
            text_en="Agree on the rules before the dialogue.",
        ),
    ],
    "fct_commitment": [
        COMMITMENT,
        {
            **COMMITMENT,
            "commitment_id": "CO-2015-02",
            "number": "2",
            "title": "Formar veedurías de regalías",
            "current_status": "no_evidence",
            "project_code": None,
        },
    ],
    "fct_commitment_territory": [
        {"commitment_id": "CO-2015-01", "territory_id": "CO-50568", **IRM}
    ],
    "fct_commitment_status": [
        status("2016-06-30", "limited", "IRM", "independent", "Limited"),
        status("2017-06-30", "complete", "Gobierno", "government", "Cumplido"),
        status("2017-09-30", "substantial", "IRM", "independent", "Substantial"),
    ],
    "fct_indicator_result": [
        SIGNAL,
        {
            **SIGNAL,
            "subject_id": "2022505680099",
            "status": "not_computable",
            "value": None,
            "subject_name": EVIL,
            "reason": "physical_progress_not_published",
            "numerator": None,
            "denominator": None,
        },
        {
            **SIGNAL,
            "indicator_code": "FX-02",
            "subject_type": "entity_stream",
            "subject_id": "301280:ALL",
            "subject_name": "Municipalidad Distrital de Torata",
            "country": "PE",
            "territory_id": "PE-180106",
            "period": "2012",
            "value": 0.67,
            "threshold": 0.75,
            "numerator": 94_135_000.5,
            "denominator": 140_500_000.0,
            "peer_median": 0.72,
            "peers": 4,
            "peer_group": "PE|municipality|5 000-20 000|2012|ALL|own_government",
            "base_rate": 0.31,
        },
    ],
    "fct_indicator_count": [],
    "fct_indicator_evidence": [
        {
            "indicator_code": "FX-15",
            "subject_type": "project",
            "subject_id": "2021505680012",
            "country": "CO",
            "period": "2024",
            "evidence_table": "fct_project",
            "evidence_key": "2021505680012",
            "source_id": "colombia_projects",
            "vintage_id": "v-co-2",
            "source_row": 4,
            "url": "https://example.org/proyecto/2021505680012",
        },
    ],
    "fct_reply": [],
    "fct_revision": [
        {
            "source_id": "colombia_projects",
            "entity": "project",
            "record_key": "CO|2021505680012",
            "field": "total_value",
            "old_value": "12000000000.00",
            "new_value": "12500000000.00",
            "old_vintage_id": "v-co-0",
            "new_vintage_id": "v-co-2",
            "kind": "changed",
        },
    ],
    "fct_coverage": [
        {
            "entity": "allocation",
            "territory_id": "PE-18",
            "period": "2012",
            "source_id": "peru_canon",
            "expected": 20,
            "present": 17,
            "missing": 3,
        },
    ],
    "fct_quality_check": [
        {
            "check_id": "territory_known",
            "layer": "lake",
            "subject": "allocation",
            "severity": "error",
            "passed": True,
            "observed": "0",
            "expected": "0",
            "failed_rows": 0,
        },
        {
            "check_id": "progress_between_0_and_100",
            "layer": "edition",
            "subject": "fct_project",
            "severity": "warning",
            "passed": False,
            "observed": "1",
            "expected": "0",
            "failed_rows": 1,
        },
    ],
    "fct_reconciliation": [
        {
            "reconciliation_id": "cash_plan_2023_2024",
            "source_id": "colombia_cash_plan",
            "vintage_id": "v-co-1",
            "subject": "Plan bienal 2023-2024",
            "left_name": "archivo",
            "left_value": 29907397716498,
            "right_name": "ley",
            "right_value": 29907397716519,
            "difference": -21,
            "unit": "COP",
            "cause_es": "Redondeo de la ley",
            "cause_en": "Rounding in the law",
        },
    ],
    "fct_rejected_row": [
        {
            "source_id": "peru_canon",
            "vintage_id": "v-pe-1",
            "source_row": 88,
            "entity": "allocation",
            "column": "amount",
            "reason": "bad_number",
            "raw_value": "n.d.",
        },
    ],
}
