"""Comparing names that offices write differently: headers, titles, places.

Does not belong here: parsing of values (``ingest/sql.py`` does that inside DuckDB).
"""

import datetime as dt
import re
import unicodedata

MONTHS_ES = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
]


def plain(text: object) -> str:
    """Lower case, no accents, single blanks: ``' Código  DANE'`` becomes ``'codigo dane'``."""
    decomposed = unicodedata.normalize("NFKD", str(text)).casefold()
    kept = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"\s+", " ", kept).strip()


def spanish_date(text: str) -> dt.date | None:
    """The first date written in a Spanish sentence, or None.

    Reads ``febrero 15 de 2026``, ``15 de febrero de 2026``, ``15/02/2026`` and ``2026-02-15``.
    """
    words = plain(text)
    months = "|".join(MONTHS_ES) + "|setiembre"
    patterns = (
        (rf"({months}) (\d{{1,2}})(?: de|,)? (\d{{4}})", (3, 1, 2)),
        (rf"(\d{{1,2}})(?: de)? ({months})(?: de| del)? (\d{{4}})", (3, 2, 1)),
        (r"(\d{1,2})/(\d{1,2})/(\d{4})", (3, 2, 1)),
        (r"(\d{4})-(\d{1,2})-(\d{1,2})", (1, 2, 3)),
    )
    for pattern, (year, month, day) in patterns:
        if found := re.search(pattern, words):
            try:
                return dt.date(int(found[year]), _month_number(found[month]), int(found[day]))
            except ValueError:
                continue
    return None


def _month_number(text: str) -> int:
    if text.isdigit():
        return int(text)
    return MONTHS_ES.index("septiembre" if text == "setiembre" else text) + 1


def slug(text: str) -> str:
    """A name that is safe as a folder: letters, digits and dashes."""
    return re.sub(r"[^a-z0-9]+", "-", plain(text)).strip("-") or "all"
