"""How published text becomes numbers, dates and codes: what holds for any text whatever."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.privacy import RESERVED, Redactor, pseudonym
from ingest.text import MONTHS_ES, plain, slug, spanish_date
from tests.unit.test_values import con, read

__all__ = ["con"]

MARKED = st.text("0123456789.,-+ ", max_size=14)
DAYS = st.dates(min_value=dt.date(1900, 3, 1), max_value=dt.date(2100, 12, 31))
WORD = st.text("abcdefghijklmnñopqrstuvwxyzáéíóú", min_size=3, max_size=9)


@settings(max_examples=150, deadline=None)
@given(st.decimals(min_value=-(10**15), max_value=10**15, places=2))
def test_a_number_written_by_any_office_comes_back_to_the_cent(con, number: Decimal) -> None:
    assert read(con, f"{number:.2f}", type="number") == number
    assert read(con, f"{number:,.2f}", type="number") == number
    spanish = f"{number:,.2f}".translate(str.maketrans(",.", ".,"))
    assert read(con, spanish, type="number", decimal=",") == number


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=40))
def test_no_text_breaks_a_parser(con, text: str) -> None:
    text = text.replace("\0", "")
    for column in ({"type": "number"}, {"type": "integer"}, {"type": "date", "excel_serial": True}):
        read(con, text, **column)
    code = read(con, text, type="code", width=6)
    assert code is None or (len(str(code)) == 6 and str(code).isdigit())


@settings(max_examples=100, deadline=None)
@given(st.dates(min_value=dt.date(1900, 3, 1), max_value=dt.date(2100, 12, 31)))
def test_every_date_survives_each_spelling(con, day: dt.date) -> None:
    assert read(con, day.isoformat(), type="date") == day
    assert read(con, f"{day:%d/%m/%Y}", type="date", formats=["%d/%m/%Y"]) == day


def as_written(text: str, group: str, decimal: str) -> Decimal | None:
    """A number by the rules of writing, told apart from the code under test."""
    bare = re.sub(r"\s", "", text)
    digits = rf"(?:\d+|[1-9]\d{{0,2}}(?:{re.escape(group)}\d{{3}})+)"
    point = re.escape(decimal)
    if not re.fullmatch(rf"[+-]?(?:{digits}(?:{point}\d*)?|{point}\d+)", bare):
        return None
    return Decimal(bare.replace(group, "").replace(decimal, "."))


@settings(max_examples=400, deadline=None)
@given(MARKED, st.sampled_from([(",", "."), (".", ",")]))
def test_marks_are_read_by_the_rules_of_writing_or_not_at_all(con, text, marks) -> None:
    group, decimal = marks
    found = read(con, text, type="number", decimal=decimal)
    assert found == as_written(text, group, decimal)


@settings(max_examples=100, deadline=None)
@given(st.integers(min_value=0, max_value=10**8 - 1), st.integers(min_value=5, max_value=8))
def test_a_code_is_one_code_however_it_is_written(con, number: int, width: int) -> None:
    wanted = f"{number:0{width}d}" if len(str(number)) <= width else None
    for text in (str(number), f"{number:,}", f"{number}.0", f"{number:08d}"[-width:]):
        if wanted is not None:
            assert read(con, text, type="code", width=width) == wanted
        elif len(text) > width:
            assert read(con, text, type="code", width=width) is None


@settings(max_examples=100, deadline=None)
@given(DAYS)
def test_a_date_that_a_workbook_kept_as_a_number(con, day: dt.date) -> None:
    serial = (day - dt.date(1899, 12, 30)).days
    assert read(con, str(serial), type="date", excel_serial=True) == day
    assert read(con, f"{serial}.75", type="date", excel_serial=True) == day


@settings(max_examples=200, deadline=None)
@given(st.integers(1900, 2100), st.integers(0, 13), st.integers(0, 32))
def test_a_date_that_does_not_exist_is_none(con, year: int, month: int, day: int) -> None:
    try:
        wanted = dt.date(year, month, day)
    except ValueError:
        wanted = None
    text = f"{day:02d}/{month:02d}/{year}"
    assert read(con, text, type="date", formats=["%d/%m/%Y"]) == wanted
    assert read(con, f"{year}-{month:02d}-{day:02d}", type="date") == wanted


@given(DAYS)
def test_a_date_in_a_spanish_title_is_found(day: dt.date) -> None:
    month = MONTHS_ES[day.month - 1]
    for text in (
        f"Fecha de corte: {month} {day.day} de {day.year}",
        f"AL {day.day} DE {month.upper()} DE {day.year}",
        f"Corte {day:%d/%m/%Y} (preliminar)",
    ):
        assert spanish_date(text) == day


@given(st.text(max_size=60))
def test_no_title_breaks_the_search_for_a_date(text: str) -> None:
    spanish_date(text)
    assert plain(plain(text)) == plain(text)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(text)) is not None or slug(text) == "all"


@settings(max_examples=100, deadline=None)
@given(st.integers(min_value=10_000_000, max_value=999_999_999))
def test_the_check_digit_of_a_nit_is_found_and_taken_off(con, number: int) -> None:
    weights = (3, 7, 13, 17, 19, 23, 29, 37, 41)
    total = sum(int(d) * w for d, w in zip(reversed(str(number)), weights, strict=False)) % 11
    digit = total if total < 2 else 11 - total
    assert con.sql(f"select veta_nit_digit('{number}')").fetchall() == [(digit,)]
    if number >= 800_000_000:
        for text in (f"{number}{digit}", f"{number}-{digit}", f"{number:,}".replace(",", ".")):
            assert con.sql(f"select veta_nit('{text}')").fetchall() == [(str(number),)]


@given(st.lists(WORD, min_size=2, max_size=4), st.text(max_size=30), st.text(max_size=30))
def test_a_known_name_never_stays_whatever_stands_around_it(name, before, after) -> None:
    redactor = Redactor([" ".join(name)], [])
    told = redactor.redact(f"{before} {' '.join(name).upper()} {after}")
    assert told is not None
    assert RESERVED in told
    assert plain(" ".join(name)) not in plain(told)


@given(st.integers(min_value=100_000, max_value=10**11))
def test_a_document_has_one_pseudonym_however_it_is_marked(number: int) -> None:
    key = b"k" * 32
    assert len({pseudonym(key, t) for t in (f"{number}", f"{number:,}", f" {number} ")}) == 1


@pytest.mark.parametrize("text", ["Sí", "si", "S", "x", "1", "TRUE", "Verdadero"])
def test_a_yes_in_any_spelling(con, text: str) -> None:
    assert read(con, text, type="boolean") is True
