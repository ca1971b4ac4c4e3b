"""What there is to tell: late sources, refused files, failed checks, restatements, new signals.

Only names of sources, checks and indicators, dates and counts: no text of a row, so that neither
personal data nor a secret can travel in an alert.
"""

import datetime as dt
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import yaml

from ingest.settings import Settings
from orchestration.publishing import edition
from orchestration.status import status

KINDS = ("failure", "late", "refused", "check", "revision", "signal")
LASTING = {
    "late",
    "refused",
    "check",
}  # true until it is mended; may be told again if it comes back
WORDS = Path(__file__).with_name("words.yml")


@dataclass(frozen=True)
class Item:
    """One thing to tell.

    Attributes:
        kind: One of ``KINDS``.
        key: What makes it the same thing tomorrow.
        values: Blanks of its sentence.
    """

    kind: str
    key: str
    values: dict[str, str] = field(default_factory=dict)

    def text(self, lang: str) -> str:
        """Its sentence."""
        return say(self.kind, lang, **self.values)


def say(code: str, lang: str, /, **values: object) -> str:
    """A sentence of ``words.yml``."""
    return str(_words()[code][lang]).format(**values)


def failure(code: str, day: dt.date) -> Item:
    """A refresh that published nothing; the same fault is told once a day."""
    return Item("failure", f"failure:{code}:{day}", {"code": code, "day": str(day)})


def standing(settings: Settings, day: dt.date) -> list[Item]:
    """What is true today: late sources, refused files, failed checks of the served edition.

    Args:
        settings: Data folder.
        day: Day against which lateness is told.
    """
    found = []
    for row in status(settings, day)["sources"]:
        source = row["source_id"]
        if row["state"] == "late":
            due = row["next_expected_on"]
            found.append(Item("late", f"late:{source}:{due}", {"source": source, "due": due}))
        if row["refused"]:
            count = str(row["refused"])
            values = {"source": source, "count": count}
            found.append(Item("refused", f"refused:{source}:{count}", values))
    return found + _checks(settings)


def news(settings: Settings, before: str | None) -> list[Item]:
    """What the served edition brought: restatements, and signals that ``before`` did not have.

    Args:
        settings: Data folder.
        before: Edition of which everything was told; without it no signal is new.
    """
    served = edition.current(settings.paths.published)
    if served is None:
        return []
    with _reading(served) as con:
        found = _revisions(con)
        old = edition.read(settings.paths.published, before) if before else None
        if old is not None and old.name != served.name and old.database.exists():
            con.execute(
                f"attach '{str(old.database).replace(chr(39), chr(39) * 2)}' as old (read_only)"
            )
            found += _signals(con, served.name)
    return found


def _checks(settings: Settings) -> list[Item]:
    served = edition.current(settings.paths.published)
    if served is None:
        return []
    with _reading(served) as con:
        rows = _rows(
            con,
            "fct_quality_check",
            "select distinct check_id, severity, subject from main.fct_quality_check "
            "where not passed order by severity, check_id, subject",
        )
    return [
        Item("check", f"check:{c}:{s}:{subject}", {"check": c, "severity": s, "subject": subject})
        for c, s, subject in rows
    ]


def _revisions(con: duckdb.DuckDBPyConnection) -> list[Item]:
    rows = _rows(
        con,
        "fct_revision",
        "select source_id, new_vintage_id, count(*) from main.fct_revision "
        "where kind <> 'added' group by all order by all",
    )
    return [
        Item("revision", f"revision:{s}:{v}", {"source": s, "vintage": v, "count": f"{n:,}"})
        for s, v, n in rows
    ]


def _signals(con: duckdb.DuckDBPyConnection, name: str) -> list[Item]:
    key = "indicator_code, subject_type, subject_id, period"
    signals = f"select {key} from {{}}.fct_indicator_result where status = 'signal'"
    rows = _rows(
        con,
        "fct_indicator_result",
        f"select indicator_code, count(*) from ({signals.format('main')} except "
        f"{signals.format('old.main')}) group by all order by all",
    )
    return [
        Item("signal", f"signal:{name}:{i}", {"indicator": i, "edition": name, "count": f"{n:,}"})
        for i, n in rows
    ]


def _reading(found: edition.Edition) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(found.database), read_only=True)


def _rows(con: duckdb.DuckDBPyConnection, table: str, sql: str) -> list[Any]:
    """Rows of a query; none where an edition has no such table."""
    known = con.sql(
        "select 1 from duckdb_tables() where table_name = $table", params={"table": table}
    ).fetchall()
    return con.sql(sql).fetchall() if known else []


@cache
def _words() -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return loaded
