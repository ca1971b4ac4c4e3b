"""Numbers, money and dates as each country and language write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dashboards.i18n import formats, set_language

NBSP = formats.NBSP


def plain(text: str) -> str:
    """The text with ordinary spaces."""
    return text.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("language", "amount", "currency", "expected"),
    [
        ("es", "1026400000", "PEN", "S/ 1,026.4 millones"),
        ("es", "113000000", "PEN", "S/ 113.0 millones"),
        ("es", "1234567", "PEN", "S/ 1.23 millones"),
        ("es", "999.50", "PEN", "S/ 999.50"),
        ("es", "0", "PEN", "S/ 0"),
        ("es", "29907397716498", "COP", "COP 29,9 billones"),
        ("es", "12500000000", "COP", "COP 12.500,0 millones"),
        ("es", "-21", "COP", "COP −21"),
        ("en", "113000000", "PEN", "S/ 113.0 million"),
        ("en", "1026400000", "PEN", "S/ 1.03 billion"),
        ("en", "29907397716498", "COP", "COP 29.9 trillion"),
        ("es", None, "PEN", "sin dato"),
        ("en", None, "COP", "no data"),
    ],
)
def test_money(language: str, amount: str | None, currency: str, expected: str) -> None:
    set_language(language)
    value = None if amount is None else Decimal(amount)
    assert plain(formats.money(value, currency)) == expected


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("digits", range(1, 16))
def test_money_never_uses_scale_letters(language: str, digits: int) -> None:
    set_language(language)
    told = plain(formats.money(Decimal(10) ** digits, "COP"))
    assert not {"B", "T", "K", "MM", "M", "$"} & set(told.replace("COP", "").split())


def test_exact_money_keeps_cents() -> None:
    set_language("es")
    assert plain(formats.money_exact(Decimal("94135000.50"), "PEN")) == "S/ 94,135,000.50"
    assert plain(formats.money_exact(Decimal("1234.5"), "COP")) == "COP 1.234,50"


@pytest.mark.parametrize(
    ("language", "value", "expected"),
    [
        ("es", 0.67, "67 %"),
        ("es", 0.0333, "3.3 %"),
        ("en", 0.67, "67%"),
        ("es", 0, "0 %"),
        ("es", None, "sin dato"),
    ],
)
def test_ratio(language: str, value: float | None, expected: str) -> None:
    set_language(language)
    assert plain(formats.ratio(value)) == expected


def test_dates_are_no_finer_than_their_precision() -> None:
    on = date(2026, 11, 20)
    set_language("es")
    assert formats.day(on) == "20 nov. 2026"
    assert formats.day(on, "month") == "noviembre de 2026"
    assert formats.day(on, "year") == "2026"
    assert formats.day(None) == "sin dato"
    set_language("en")
    assert formats.day(on) == "20 Nov 2026"
    assert formats.day("2026-11-20T12:00:00+00:00") == "20 Nov 2026"
