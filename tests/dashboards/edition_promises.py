"""Invented commitments and forums with their history."""

from __future__ import annotations

from typing import Any

from tests.dashboards.edition_base import IRM, Row

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


def forum_fact(kind: str, name: str, **cells: Any) -> Row:
    """A fact of the Casanare dialogue tables."""
    return {"forum_code": "co-casanare-2012", "kind": kind, "name": name, **cells, **IRM}


ROWS: dict[str, list[Row]] = {
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
}
