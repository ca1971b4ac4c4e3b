"""How published text becomes numbers, dates and codes, by example."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import duckdb
import pytest

from ingest.models import Column
from ingest.settings import ROOT
from ingest.sql import value


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute((ROOT / "ingest" / "macros.sql").read_text(encoding="utf-8"))
        yield connection


def read(con: duckdb.DuckDBPyConnection, text: str | None, **column: object) -> object:
    declared = Column.model_validate({"header": "x", **column})
    con.execute(f"select {value('t', declared)} from (select cast(? as varchar) as t)", [text])
    return con.fetchall()[0][0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1234.5", "1234.5"),
        ("1,244,590.04", "1244590.04"),
        ("S/. 1,234.00", "1234"),
        ("$ 1,250,000,000", "1250000000"),
        ("93 %", "93"),
        ("- 0", "0"),
        ("(1,234.50)", "-1234.5"),
        ("-45101.3", "-45101.3"),
        ("1.5e+15", "1500000000000000"),
        ("12x", None),
        ("1_000", None),
        ("nan", None),
        ("", None),
        ("--5", None),
        ("3,5", None),
        ("0,123", None),
        ("1,234,56", None),
    ],
)
def test_numbers_with_a_decimal_point(con, text: str, expected: str | None) -> None:
    found = read(con, text, type="number")
    assert found == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12904399608,58", "12904399608.58"),
        ("1.234.567,89", "1234567.89"),
        ("0,1173", "0.1173"),
        ("12.5", None),
        ("1.234.56,7", None),
    ],
)
def test_numbers_with_a_decimal_comma(con, text: str, expected: str | None) -> None:
    found = read(con, text, type="number", decimal=",")
    assert found == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize("text", ["05001", "5001", "5,001", "5001.0"])
def test_one_code_in_its_four_encodings(con, text: str) -> None:
    assert read(con, text, type="code", width=5) == "05001"


@pytest.mark.parametrize("text", ["050012", "5-001", "abc", "5.5"])
def test_what_is_no_code_of_that_width(con, text: str) -> None:
    assert read(con, text, type="code", width=5) is None


@pytest.mark.parametrize(
    ("text", "column", "expected"),
    [
        ("2026-08-16T00:00:00.000", {}, dt.date(2026, 8, 16)),
        ("2014-04-22 00:00:00", {}, dt.date(2014, 4, 22)),
        ("22/04/2014", {"formats": ["%d/%m/%Y"]}, dt.date(2014, 4, 22)),
        ("44197", {"excel_serial": True}, dt.date(2021, 1, 1)),
        ("2024-02-30", {}, None),
        ("44197", {}, None),
    ],
)
def test_dates(con, text: str, column: dict, expected: dt.date | None) -> None:
    assert read(con, text, type="date", **column) == expected


@pytest.mark.parametrize(
    ("amount", "cents"), [("2.345", "2.34"), ("2.355", "2.36"), ("-2.345", "-2.34"), ("1", "1")]
)
def test_money_is_rounded_half_to_even(con, amount: str, cents: str) -> None:
    found = con.sql(f"select veta_money(cast('{amount}' as decimal(38,6)))").fetchall()
    assert found[0][0] == Decimal(cents)
