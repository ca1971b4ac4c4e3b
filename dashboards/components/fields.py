"""What a column is called and what stands in it, for somebody who reads no SQL.

The edition describes each column as `Español · English [unit]`; what is shown is taken from there.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from dashboards.components.labels import LABELS, label
from dashboards.i18n import formats, get_language
from dashboards.queries import tables

DESCRIBED = re.compile(r"(?P<es>.*?) · (?P<en>.*?)(?: \[(?P<unit>[^\]]*)\])?", re.DOTALL)
FIRST_WORDS = re.compile(r"[,;:(]")
NO_UNIT = "-"


def about(described: str) -> tuple[str, str]:
    """What a column is, in the visitor's language, and its unit; both may be empty."""
    parts = DESCRIBED.fullmatch(described)
    if parts is None:
        return described, ""
    unit = parts["unit"] or ""
    return parts[get_language()], "" if unit == NO_UNIT else unit


def _described(table: str, column: str) -> tuple[str, str]:
    known = {c.name: c.about for c in tables.columns(table)}
    return about(known.get(column, ""))


def name(table: str, column: str) -> str:
    """The first words of what a column is; its own name where the edition does not describe it."""
    told, _unit = _described(table, column)
    return FIRST_WORDS.split(told)[0].strip() or column


def value(table: str, column: str, written: str | None, country: str | None) -> str | None:
    """A value that was kept as text, as people read it; as written where it is no such value."""
    if written is None or column in LABELS:
        return written and label(column, written)
    _told, unit = _described(table, column)
    try:
        if unit == "currency":
            currency = formats.COUNTRY_CURRENCY.get(country or "")
            if currency is None:
                return formats.number(Decimal(written), decimals=2)
            return formats.money_exact(Decimal(written), currency, country)
        if unit == "pct":
            return formats.percent(Decimal(written), country)
        if unit == "date":
            return formats.day(date.fromisoformat(written[:10]))
    except (InvalidOperation, ValueError):
        return written
    return formats.moment(written)
