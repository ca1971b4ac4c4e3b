"""Numbers, money, shares and dates as people of each country write them.

Babel decides separators by (country, language); this module decides scale words. Never B, T or K:
a Spanish *billón* is 10¹², an English *billion* is 10⁹. A missing value is said, never shown as
zero. Nothing here talks to Streamlit, so every function is tested alone.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from dashboards.i18n import _, get_language

NBSP = "\u00a0"
Number = int | float | Decimal

# The country whose habits a currency follows when the caller does not name one.
CURRENCY_COUNTRY = {"PEN": "PE", "COP": "CO"}
COUNTRY_CURRENCY = {country: currency for currency, country in CURRENCY_COUNTRY.items()}
CURRENCY_SIGN = {"PEN": "S/"}  # a bare $ is ambiguous in a two-country product: pesos say COP
MILLION = Decimal(10) ** 6
BILLION_EN = Decimal(10) ** 9
BILLON_ES = Decimal(10) ** 12
SCALES: dict[str, tuple[tuple[Decimal, str], ...]] = {
    "es": ((BILLON_ES, "billones"), (MILLION, "millones")),
    "en": ((BILLON_ES, "trillion"), (BILLION_EN, "billion"), (MILLION, "million")),
}
SHARE_DECIMALS_BELOW_PCT = 10
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")


def locale_of(country: str | None = None, language: str | None = None) -> str:
    """CLDR locale for a country and language: es_PE, es_CO or en."""
    if (language or get_language()) == "en":
        return "en"
    return "es_CO" if country == "CO" else "es_PE"


# Babel would read the name anew for each of the hundreds of numbers of a page.
_known = lru_cache(maxsize=8)(Locale.parse)


def no_data() -> str:
    """What stands where the source gives nothing."""
    return _("sin dato")


def number(value: Number | None, country: str | None = None, *, decimals: int = 0) -> str:
    """A plain number with the separators of the country."""
    if value is None:
        return no_data()
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    text = format_decimal(
        abs(Decimal(str(value))), format=pattern, locale=_known(locale_of(country))
    )
    return f"−{text}" if value < 0 else text


def money(value: Number | None, currency: str | None, country: str | None = None) -> str:
    """Money rounded for reading: `S/ 1,026.4 millones`, `COP 29,9 billones`.

    Args:
        value: amount in currency units.
        currency: ISO 4217 code; unknown ones are written as the code.
        country: whose separators to use; by default the currency's own.
    """
    if value is None:
        return no_data()
    amount = abs(Decimal(str(value)))
    where = country or CURRENCY_COUNTRY.get(currency or "")
    scaled, word = _scale(amount)
    if not word:
        decimals = 0 if amount >= 1000 or amount == amount.to_integral_value() else 2
    else:
        decimals = 1 if scaled >= 10 else 2
    text = number(scaled, where, decimals=decimals)
    sign = "−" if value < 0 else ""
    unit = CURRENCY_SIGN.get(currency or "", currency or "")
    return NBSP.join(part for part in (unit, sign + text, word) if part)


def _scale(amount: Decimal) -> tuple[Decimal, str]:
    """Scale an amount and name the scale in the language of this run."""
    steps = SCALES["en" if get_language() == "en" else "es"]
    for step, word in steps:
        if amount >= step:
            return amount / step, word
    return amount, ""


def money_exact(value: Number | None, currency: str | None, country: str | None = None) -> str:
    """Money to the cent, for tables and checks."""
    if value is None:
        return no_data()
    where = country or CURRENCY_COUNTRY.get(currency or "")
    unit = CURRENCY_SIGN.get(currency or "", currency or "")
    return f"{unit}{NBSP}{number(value, where, decimals=2)}"


def ratio(value: Number | None, country: str | None = None) -> str:
    """A 0–1 ratio as a percentage: no decimals from 10 %, one below."""
    if value is None:
        return no_data()
    small = abs(float(value)) * 100 < SHARE_DECIMALS_BELOW_PCT and value != 0
    pattern = "#,##0.0%" if small else "#,##0%"
    text = format_percent(
        abs(Decimal(str(value))), format=pattern, locale=_known(locale_of(country))
    )
    text = text.replace("%", f"{NBSP}%") if get_language() == "es" else text
    return f"−{text}" if value < 0 else text


def percent(value: Number | None, country: str | None = None) -> str:
    """A 0–100 percentage."""
    return no_data() if value is None else ratio(Decimal(str(value)) / 100, country)


def day(value: date | datetime | str | None, precision: str | None = "day") -> str:
    """A date as read on screen, no finer than its precision: `20 nov. 2026`, `20 Nov 2026`."""
    if value is None or value == "":
        return no_data()
    if isinstance(value, str):
        try:
            moment: date = datetime.fromisoformat(value)
        except ValueError:
            return value
    else:
        moment = value
    month = "MMMM y" if get_language() == "en" else "MMMM 'de' y"
    pattern = {"year": "y", "month": month}.get(precision or "day", "d MMM y")
    return str(format_date(moment, pattern, locale=_known(locale_of(None))))


def moment(value: object) -> str | None:
    """A moment to the minute, its hour left out at midnight; a text that is none stays."""
    text = str(value) if value is not None else ""
    if not MOMENT.match(text):
        return text or None
    hour = text[11:16]
    return day(text[:10]) + ("" if hour == "00:00" else f", {hour}")


def size(value: int | None) -> str:
    """Bytes of a file in kB or MB."""
    if value is None:
        return no_data()
    if value < 1_000_000:
        return f"{number(Decimal(value) / 1000, decimals=1)}{NBSP}kB"
    return f"{number(Decimal(value) / 1_000_000, decimals=1)}{NBSP}MB"


def unit_phrase(currency: str | None, *, price_base_year: int | None = None) -> str:
    """The unit said in words, with nominal or constant prices."""
    name = {"PEN": _("soles (PEN)"), "COP": _("pesos colombianos (COP)")}.get(
        currency or "", currency or ""
    )
    if price_base_year:
        return _("{unit} constantes de {year}").format(unit=name, year=price_base_year)
    return _("{unit}, nominales").format(unit=name)
