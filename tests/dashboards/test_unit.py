"""Units that a visitor chooses: another base year moves amounts by the index, and says so."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from dashboards.components import over_time
from dashboards.components.unit import Unit

ROW = {
    "received": Decimal("100.00"),
    "accrued": Decimal("80.00"),
    "real_received": Decimal("120.00"),
    "population": 40,
}


@pytest.mark.parametrize(
    ("asked", "column", "amount"),
    [
        (Unit(), "received", "100.00"),
        (Unit(each=True), "received", "2.5"),
        (Unit(constant=True), "received", "120.00"),
        (Unit(constant=True), "accrued", None),  # only what was received has constant prices
        (Unit(each=True, constant=True, base=2010, factor=Decimal("0.5")), "received", "1.5"),
    ],
)
def test_an_amount_in_the_unit_asked_for(asked: Unit, column: str, amount: str | None) -> None:
    assert asked.of(ROW, column) == (None if amount is None else Decimal(amount))


def test_nothing_per_inhabitant_without_inhabitants() -> None:
    assert Unit(each=True).of({**ROW, "population": None}, "received") is None


def test_the_unit_names_its_base_year(edition: Path) -> None:
    assert Unit(constant=True).phrase("PEN", 2024) == "soles (PEN) constantes de 2024"
    rebased = Unit(each=True, constant=True, base=2010)
    assert rebased.phrase("PEN", 2024) == "soles (PEN) constantes de 2010 por habitante"
    assert Unit(base=2010).phrase("PEN", 2024) == "soles (PEN), nominales"


def test_a_series_breaks_where_its_source_changes() -> None:
    def row(period: str, source: str, phase: str = "transferred") -> dict[str, object]:
        return {"fiscal_period": period, "received_source_id": source, "received_phase": phase}

    years = [row("2010", "a"), row("2011", "a"), row("2012", "b"), row("2013", "b", "collected")]
    assert over_time.breaks([*years, row("2011-2012", "c")]) == ["2012", "2013"]
