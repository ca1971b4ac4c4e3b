"""Columns, values and units are read in the visitor's language; phones get a row as a card."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from dashboards import published
from dashboards.components import computed, fields, money_columns, tables
from dashboards.components.labels import label
from dashboards.i18n import set_language
from dashboards.queries import money, places, procurement, sandbox


def test_a_described_column_is_taken_apart() -> None:
    set_language("es")
    told = "Inicio, de obra · Start, of works [date]"
    assert fields.about(told) == ("Inicio, de obra", "date")
    set_language("en")
    assert fields.about(told) == ("Start, of works", "date")
    assert fields.about("Nombre · Name [-]") == ("Name", "")
    assert fields.about("whatever") == ("whatever", "")
    set_language("es")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("not a date", "not a date"),
        ("2026-08-03T12:00:00-05:00", "3 ago. 2026, 12:00"),
        (None, None),
    ],
)
def test_a_value_of_an_unknown_column_stays_or_is_a_moment(
    edition: Path, written: str | None, read: str | None
) -> None:
    set_language("es")
    assert fields.value("fct_contract", "nothing_known", written, "CO") == read


def test_a_shared_phase_stands_in_the_header(edition: Path) -> None:
    set_language("es")
    place = places.find("CO-50568")
    assert place is not None
    columns = money_columns.chain(place, money.chain("CO-50568", "2023-2024", "own_government"))
    assert "Fase" not in columns
    planned = label("phase", "planned_cash")
    assert f"{planned[:1].upper()}{planned[1:]}" in money_columns.numeric(columns)


def test_headers_cannot_break_out_of_the_style_sheet() -> None:
    written = tables._style_text('x"; } </style><script>')
    assert not set('"<>;{}') & set(written)
    assert tables._style_text("Año de firma (%)") == "Año de firma (%)"


def test_the_query_shown_is_the_one_that_was_asked(edition: Path) -> None:
    with published.noting() as asked:
        rows = procurement.contract_years("CO", "892099325")
    assert rows
    answer = sandbox.run(computed.as_asked(asked))
    found = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    value = answer.columns.index("value")
    assert [row["year"] for row in found] == [row["year"] for row in rows]
    assert sum(Decimal(str(row[value] or 0)) for row in answer.rows) == sum(
        row["value"] or 0 for row in rows
    )
    assert computed.literal(["a'b", None, True, 3]) == "['a''b', null, true, 3]"
