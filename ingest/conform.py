"""Turns the cells of a vintage into typed rows of entities, and keeps what broke its contract.

Flow: cells as text -> typed columns -> mapped outputs -> good rows as Parquet, bad rows as
rejects. DuckDB touches the rows; Python only writes the SQL. A source row with one problem is
rejected whole, so that rows read = rows loaded + rows rejected.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from ingest import controls, outputs, tables
from ingest.duck import connection, load_lookups, register_privacy
from ingest.forgotten import Forgotten
from ingest.models import Source, Vintage
from ingest.problems import IngestError, Problem
from ingest.settings import Settings


@dataclass
class Conformed:
    """What a vintage gave, still in the staging folder.

    Attributes:
        files: Entity to its Parquet file.
        rejects: Parquet file of rejected cells, as ``meta_reject``.
        rows_read: Data rows of the file; equal to ``rows_loaded + rows_rejected``.
        rows_written: Rows over all entities.
        skipped: Reason to rows that are no data.
        reconciliation: Rows for ``meta_reconciliation``.
    """

    files: dict[str, Path]
    rejects: Path
    rows_read: int
    rows_rejected: int
    rows_written: dict[str, int]
    skipped: dict[str, int]
    reconciliation: list[dict[str, object]] = field(default_factory=list)

    @property
    def rows_loaded(self) -> int:
        """Data rows that gave their rows to the lake."""
        return self.rows_read - self.rows_rejected


def conform(
    source: Source,
    vintage: Vintage,
    path: Path,
    staging: Path,
    settings: Settings,
    forgotten: Forgotten | None = None,
) -> Conformed:
    """Conforms one vintage into the staging folder.

    Args:
        source: Declaration of the source.
        vintage: The vintage.
        path: Its bytes.
        staging: Empty folder for the results.
        settings: Memory limit, pseudonym key.
        forgotten: Persons who asked to be; notes whom it sees.

    Raises:
        IngestError: The file cannot be read as its layout says, or not to its end.
    """
    staging.mkdir(parents=True, exist_ok=True)
    layout = next(y for y in source.layouts if y.name == vintage.layout)
    opened = tables.open_layout(path, source, layout)
    with connection(settings, staging) as con:
        load_lookups(con, source)
        noted = outputs.prepare(con)
        with _file_to_blame(path, source):
            raw = {o.table.name: tables.load(con, path, o, staging) for o in opened}
            register_privacy(con, opened, raw, settings, vintage, forgotten)
            built = [
                made
                for o in opened
                for made in outputs.build(
                    con, o, raw[o.table.name], source, vintage, staging, noted
                )
            ]
        return _finish(con, source, vintage, staging, built)


@contextmanager
def _file_to_blame(path: Path, source: Source) -> Iterator[None]:
    """Tells a file that cannot be read to its end from a fault of our own, such as a full disk."""
    try:
        yield
    except (duckdb.IOException, duckdb.InvalidInputException) as error:
        told = str(error).splitlines()[0]
        if "gzip" not in told.casefold() and path.name not in told:
            raise
        raise IngestError(Problem("unreadable_file", path.name, source.id, value=told)) from error


def _finish(
    con: duckdb.DuckDBPyConnection,
    source: Source,
    vintage: Vintage,
    staging: Path,
    built: list[outputs.Built],
) -> Conformed:
    malformed = tables.malformed_rows(con)
    for row in malformed:
        con.execute(
            "insert into bad values (?, ?, '*' || chr(31) || 'malformed_row' || chr(31))",
            [row, built[0].output.entity],
        )
    con.execute("create temp table bad_rows as select distinct source_row from bad")
    files, written = outputs.write_good(con, staging, built)
    skipped = _skipped(con)
    names = {made.raw.name for made in built}
    cells = sum(outputs.count(con, f"select count(*) from {name}") for name in names)
    return Conformed(
        files=files,
        rejects=outputs.write_rejects(con, source, vintage, staging),
        rows_read=cells - sum(skipped.values()) + len(malformed),
        rows_rejected=outputs.count(con, "select count(*) from bad_rows"),
        rows_written=written,
        skipped=skipped,
        reconciliation=controls.compare(con, source, vintage, built),
    )


def _skipped(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    return dict(con.sql("select reason, count(*) from skipped group by 1 order by 1").fetchall())
