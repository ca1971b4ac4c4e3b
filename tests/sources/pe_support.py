"""What the tests of Peru's sources share: bring files in, read what the lake then holds.

Does not belong here: anything about one source.
"""

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from ingest.lake import ensure_empty_files, scan
from ingest.pipeline import Report, Taken, bring_up_to_date, take
from ingest.registry import load_sources
from ingest.settings import Settings


def bring_in(settings: Settings, source_id: str, files: Iterable[Path]) -> list[Report]:
    """Lands files of one source and conforms them; a refusal fails the test."""
    taken = offer(settings, source_id, files)
    assert not taken.refused, [p.text("en") for ps in taken.refused.values() for p in ps]
    assert not taken.unknown, taken.unknown
    return bring_up_to_date(load_sources()[source_id], settings)


def offer(settings: Settings, source_id: str, files: Iterable[Path]) -> Taken:
    """Offers files to one source."""
    ensure_empty_files(settings.paths)
    return take(list(files), settings.paths, {source_id})


def lake(settings: Settings, entity: str, query: str = "select * from lake") -> list[Any]:
    """Rows of a query over the lake's table of an entity, which is called ``lake`` in it."""
    with duckdb.connect() as con:
        con.execute("set TimeZone = 'UTC'")
        con.execute(f"create view lake as select * from {scan(settings.paths, entity)}")
        return con.sql(query).fetchall()


def cents(values: Iterable[object], factor: int = 1) -> Decimal:
    """A total computed apart from the code under test, each value rounded half-even to the cent."""
    return sum(
        ((Decimal(str(v)) * factor).quantize(Decimal("0.01")) for v in values), Decimal("0.00")
    )
