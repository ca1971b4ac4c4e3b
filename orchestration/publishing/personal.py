"""Looks for personal data in the public tables: nothing of the kind may leave.

The patterns are a second pair of eyes on ``ingest/privacy.py``, written apart from it on purpose:
a fault there is not repeated here. What is found is counted, never shown.
"""

import re
from dataclasses import dataclass

import duckdb

from orchestration.manifest import PublicTable

# Hashes and vintage ids are made by Veta and hold digits by chance.
OURS = {"vintage_id", "old_vintage_id", "new_vintage_id", "sha256", "evidence_sha256", "slice"}
PSEUDONYM = "persona-[0-9a-f]{32}"
PATTERNS = {
    "e_mail": r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}",
    # A RUC that begins with 10 embeds its holder's DNI.
    # An amount has its cents behind it and is none.
    "ruc_of_person": r"(^|[^0-9.])10[0-9]{9}([^0-9.]|\.[^0-9]|\.?$)",
    "identity_document": (
        r"(?i)(\bc\.?c\.?\s*(n[o°º.]*)?|c[eé]dula[^0-9\n]{0,30}|\bd\.?n\.?i\.?\s*(n[o°º.]*)?|pasaporte"
        r"[^0-9\n]{0,20})[\s:#-]*[0-9][0-9.]{4,}[0-9]\b"
    ),
    "telephone": (
        r"(?i)(\btel[eé]fonos?|\bcelular|\bm[oó]vil|whatsapp|\bcel\.)[^0-9\n]{0,15}"
        r"\+?[0-9][0-9\s().-]{5,}[0-9]|\+5[17][\s-]?9?[0-9]{2}[\s-]?[0-9]{3}[\s-]?[0-9]{3}"
    ),
    "bank_account": (
        r"(?i)(cuenta\s+(de\s+ahorros|corriente|bancaria)|\bcci\b)[^0-9\n]{0,30}"
        r"[0-9][0-9 -]{6,}[0-9]"
    ),
    "named_by_office": (
        r"(?i:\b(representante\s+legal|ordenadora?\s+del\s+gasto|apoderad[oa]|concejala?"
        r"|servidora?\s+p[uú]blic[oa]))[\s:,]+[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+\s+[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+"
    ),
}
# What may also be an office's own name: shown as a warning, which a person looks at.
SUSPECTED = {"named_by_office"}


@dataclass(frozen=True)
class Finding:
    """How many rows of a column look like they hold a kind of personal data."""

    pattern: str
    table: str
    column: str
    rows: int


def scan(con: duckdb.DuckDBPyConnection, table: PublicTable) -> list[Finding]:
    """Searches every text column of a table.

    Args:
        con: Connection to the edition being made.
        table: The table.

    Returns:
        One finding per pattern and column that matched.
    """
    texts = [c.name for c in table.columns if c.type.lower() == "varchar" and c.name not in OURS]
    if not texts:
        return []
    looked = " union all ".join(_column(table.name, t) for t in texts)
    return [
        Finding(pattern, table.name, column, int(rows))
        for column, *counts in sorted(con.sql(looked).fetchall())
        for pattern, rows in zip(PATTERNS, counts, strict=True)
        if rows
    ]


def _column(table: str, column: str) -> str:
    """SQL of a column's name and of how many of its rows each pattern matches.

    Each distinct text is looked at once: a million rows repeat a few thousand names.
    """
    hits = ", ".join(
        f"coalesce(sum(n) filter (regexp_matches(t, {_quoted(p)})), 0)" for p in PATTERNS.values()
    )
    cleaned = _without_pseudonyms("v")
    return (
        f"select '{column}', {hits} from (select {cleaned} as t, n from "
        f'(select "{column}" as v, count(*) as n from main."{table}" group by 1))'
    )


def _without_pseudonyms(expression: str) -> str:
    return f"regexp_replace({expression}, '{PSEUDONYM}', '', 'g')"


def _quoted(pattern: str) -> str:
    re.compile(pattern)  # a broken pattern must not look like a clean table
    return "'" + pattern.replace("'", "''") + "'"
