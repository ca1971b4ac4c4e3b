"""What downloads and reports say about the edition they belong to and about its sources."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import duckdb

from orchestration.manifest import PublicTable


@dataclass(frozen=True)
class EditionFacts:
    """The edition being made.

    Attributes:
        created_at: When it is made, UTC.
        reference_date: Latest date that its data speak of, if any.
        synthetic: Whether the data were invented to show how Veta works.
    """

    name: str
    created_at: dt.datetime
    reference_date: dt.date | None
    synthetic: bool
    code_version: str

    @property
    def created(self) -> str:
        """RFC 3339."""
        return self.created_at.isoformat(timespec="seconds").replace("+00:00", "Z")

    def cite(self, lang: str, title: str = "") -> str:
        """How to cite the edition, or one table of it."""
        what = title or {"es": "Edición de datos", "en": "Data edition"}[lang]
        mark = {"es": " [DATOS SINTÉTICOS]", "en": " [SYNTHETIC DATA]"}[lang]
        text = f"Veta ({self.created_at.year}). {what.rstrip('.')}. v{self.name}."
        return text + (mark if self.synthetic else "")


@dataclass(frozen=True)
class SourceUse:
    """A source as a table uses it."""

    source_id: str
    title_es: str
    title_en: str
    publisher: str
    homepage: str | None
    licence: str
    caveats_es: str | None
    caveats_en: str | None
    vintages: tuple[str, ...]
    retrieved_on: dt.date | None
    data_as_of: dt.date | None
    next_expected_on: dt.date | None

    @property
    def has_licence(self) -> bool:
        """Whether the publisher states one."""
        return self.licence != "not stated"

    def title(self, lang: str) -> str:
        """Title in a language."""
        return self.title_es if lang == "es" else self.title_en


def sources_of(con: duckdb.DuckDBPyConnection, table: PublicTable) -> tuple[SourceUse, ...]:
    """The sources of a table's rows, with the vintages that hold now.

    A table that sums rows of many sources names them too where it carries ``source_id``; one that
    carries none has no source of its own.
    """
    if "source_id" not in table.names or table.name in {"dim_source", "dim_vintage"}:
        return ()
    rows = con.sql(
        f'with used as (select distinct source_id from main."{table.name}"), '
        "held as (select source_id, list(vintage_id order by vintage_id) as vintages, "
        "max(cast(retrieved_at at time zone 'UTC' as date)) as retrieved_on "
        "from main.dim_vintage where is_current group by source_id) "
        "select source_id, s.title_es, s.title_en, s.publisher, s.homepage, s.licence, "
        "s.caveats_es, s.caveats_en, coalesce(h.vintages, []), h.retrieved_on, s.data_as_of, "
        "s.next_expected_on from used join main.dim_source s using (source_id) "
        "left join held h using (source_id) order by source_id"
    ).fetchall()
    return tuple(SourceUse(*row[:8], *_held(row)) for row in rows)


def _held(row: tuple[Any, ...]) -> tuple[Any, ...]:
    vintages, *dates = row[8:]
    return (tuple(vintages), *dates)


def reference_date(con: duckdb.DuckDBPyConnection, relation: str) -> dt.date | None:
    """Latest as-of date of the vintages that hold now.

    Args:
        con: Connection.
        relation: ``dim_vintage``, qualified.
    """
    found = con.sql(f"select max(data_as_of) from {relation} where is_current").fetchall()
    return found[0][0] if found else None
