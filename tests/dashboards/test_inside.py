"""Every government inside a place: its sum, those without a report, and who gained or lost."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import python_calamine

from dashboards.components import workbook
from dashboards.i18n import set_language
from dashboards.queries import inside, outlines, places
from tests.dashboards.test_pages import open_page, texts


def test_a_government_without_a_report_is_said_and_not_summed(edition: Path) -> None:
    place = places.find("PE-18")
    assert place is not None
    rows = inside.governments(place, "2012")
    told = [row for row in rows if row["reported"]]
    silent = [row for row in rows if not row["reported"]]
    assert {row["territory_id"] for row in rows} == {p.id for p in inside.members(place)}
    assert silent
    assert all(row["accrued"] is None and row["unspent"] is None for row in silent)
    sums = inside.total(rows)
    assert sums["accrued"] == sum(row["accrued"] for row in told if row["accrued"] is not None)


def test_plans_and_money_received_are_not_added() -> None:
    row = {"territory_id": "A", "currency": "PEN", "received": Decimal(5), "current_budget": None,
           "accrued": None, "unspent": None, "all_sources": None, "reported": True,
           "received_phase": "transferred"}  # fmt: skip
    other = {**row, "territory_id": "B", "received": Decimal(7)}
    assert inside.total([row, other])["received"] == 12
    assert inside.total([row, {**other, "received_phase": "planned_cash"}])["received"] is None


def test_a_small_base_is_marked_and_unlike_phases_are_not_compared(
    edition: Path, monkeypatch
) -> None:
    place = places.find("PE-18")
    assert place is not None

    def row(code: str, amount: int, phase: str = "transferred") -> dict:
        return {"territory_id": code, "received": Decimal(amount), "received_phase": phase,
                "currency": "PEN", "received_source_id": "s", "reported": True}  # fmt: skip

    held = {
        "2011": [row("A", 100), row("B", 120), row("C", 5), row("D", 90)],
        "2012": [row("A", 80), row("B", 180), row("C", 50), row("D", 10, "planned_cash")],
    }
    monkeypatch.setattr(inside, "governments", lambda _place, period: held[period])
    found = {r["territory_id"]: r for r in inside.changes(place, "2012", "2011", "received")}
    assert [r["territory_id"] for r in inside.changes(place, "2012", "2011", "received")] == [
        "B", "C", "A", "D",
    ]  # fmt: skip
    assert found["A"]["change"] == -20
    assert found["A"]["change_ratio"] == Decimal("-0.2")
    assert found["C"]["small_base"]
    assert not found["A"]["small_base"]
    assert found["D"]["change"] is None  # a plan is no receipt


def test_a_workbook_runs_nothing_and_keeps_codes(edition: Path) -> None:
    set_language("es")
    rows = [
        {"territory_id": "PE-080801", "official_code": "080801", "name": "=1+1", "change": None},
        {"territory_id": "PE-1", "official_code": "000123", "name": "Ñuñoa", "change": Decimal(3)},
    ]
    data = workbook.make(rows, {"territory_id": "PE-08"}, "Una frase.")
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    cells = book.get_sheet_by_name("datos").to_python()
    assert cells[1][1:3] == ["080801", "'=1+1"]
    assert cells[2][2:] == ["Ñuñoa", 3]
    assert cells[1][3] == ""


def test_the_page_of_changes_in_english(edition: Path) -> None:
    shown = texts(open_page("moves", entity="CO-85", lang="en"))
    assert "Who received more and who less in Casanare" in shown


def test_rings_run_the_way_the_map_needs() -> None:
    counter = [[0, 0], [1, 0], [1, 1], [0, 0]]
    hole = counter[::-1]
    turned = outlines.turned({"type": "Polygon", "coordinates": [counter, hole]})
    assert turned["coordinates"] == [counter[::-1], counter]
    assert outlines.turned(turned) == turned
    several = outlines.turned({"type": "MultiPolygon", "coordinates": [[counter], [hole]]})
    assert several["coordinates"] == [[hole], [hole]]


def test_the_capital_keeps_its_initials() -> None:
    assert places.proper("BOGOTÁ, D.C.") == "Bogotá, D.C."
    assert places.proper("LA JAGUA DEL PILAR") == "La Jagua del Pilar"
