"""The chain told in words: planned is never received, streams never cross, gaps are said."""

from __future__ import annotations

from pathlib import Path

from dashboards.components.sentence import missing, story
from dashboards.i18n import set_language
from dashboards.queries import money, places


def told(place_id: str, period: str) -> str:
    """The story of a place and period with ordinary spaces."""
    place = places.find(place_id)
    assert place is not None
    rows = money.chain(place_id, period, "own_government")
    sentences = story(place, period, "own_government", rows)
    return " ".join(s.plain for s in sentences).replace("\u00a0", " ")


def test_received_then_budget_of_all_sources(edition: Path) -> None:
    text = told("PE-180106", "2012")
    assert "recibió S/ 113.0 millones de Canon minero" in text
    assert "presupuesto de todas las fuentes" in text
    assert "gastó S/ 94.1 millones (67 %)" in text
    assert "no separa qué parte" in text


def test_a_plan_is_never_received(edition: Path) -> None:
    text = told("CO-50568", "2023-2024")
    assert "tenía previsto recibir COP 1,23 billones" in text
    assert "recibió" not in text


def test_english(edition: Path) -> None:
    set_language("en")
    text = told("PE-180106", "2012")
    assert "received S/ 113.0 million of Mining canon" in text
    assert "it spent S/ 94.1 million (67%)" in text


def test_what_is_missing_is_said(edition: Path) -> None:
    rows = money.chain("CO-50568", "2023-2024", "own_government")
    assert missing(rows)[:3] == [
        "Lo efectivamente recibido: sin dato; solo se conoce el plan.",
        "Lo presupuestado: sin dato.",
        "Lo gastado: sin dato.",
    ]
    assert any("no hay población" in line.lower() for line in missing(rows))


def test_a_running_year_has_no_balance(edition: Path) -> None:
    rows = money.chain("PE-180106", "2012", "own_government")
    running = [dict(row, gaps="year_in_progress") for row in rows]
    place = places.find("PE-180106")
    assert place is not None
    text = " ".join(s.plain for s in story(place, "2012", "own_government", running))
    assert "El año no ha terminado" in text
    assert "sin gastar" not in text
