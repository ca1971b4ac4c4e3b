"""Invented sources and vintages, and what was checked and refused."""

from __future__ import annotations

from typing import Any

from tests.dashboards.edition_base import SHA, Row


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
