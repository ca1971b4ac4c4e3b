"""Rows of entities made from the rows of a table, and what is wrong with them.

The rows of an output in which nothing is wrong are written to a file of their own; the others are
noted in the table ``bad``. A source row that is there is written nowhere: where one output finds
fault with a row that another has written, that file is written again without it.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from ingest import tables
from ingest.lake import columns
from ingest.mapping import rows_query
from ingest.models import Entity, Output, Source, Vintage
from ingest.noted import WITHOUT_PROBLEMS, Noted
from ingest.readers.delimited import quoted
from ingest.registry import load_entities

PARQUET = "(format parquet, compression zstd)"


@dataclass(frozen=True)
class Built:
    """An output whose rows without problems are written.

    Attributes:
        raw: Table of the cells it was made from.
        file: Parquet file of its rows.
        rejected: Query of the rows that the source rows in ``bad_rows`` would have given.
    """

    output: Output
    table: str
    raw: tables.Loaded
    file: Path
    rejected: str

    @property
    def good(self) -> str:
        """Query of its rows that are written in the end."""
        names = ", ".join(columns(load_entities()[self.output.entity]))
        file = quoted(str(self.file))
        return self.first_of_key(
            f"select {names} from read_parquet({file}) anti join bad_rows using (source_row)"
        )

    @property
    def is_final(self) -> bool:
        """Whether its file has the columns and the rows of the entity, if no row is withdrawn."""
        return not (self.output.once or load_entities()[self.output.entity].meta)

    def first_of_key(self, rows: str) -> str:
        """The same rows, or the first one of each key where one is enough."""
        if not self.output.once:
            return rows
        key = ", ".join(load_entities()[self.output.entity].key)
        return f"{rows} qualify row_number() over (partition by {key} order by source_row) = 1"


def prepare(con: duckdb.DuckDBPyConnection) -> Noted:
    """Makes the tables that note what is wrong and what is no data."""
    con.execute("create temp table bad (source_row bigint, entity varchar, problem varchar)")
    con.execute("create temp table skipped (cells varchar, source_row bigint, reason varchar)")
    return Noted(con)


def build(
    con: duckdb.DuckDBPyConnection,
    opened: tables.Opened,
    raw: tables.Loaded,
    source: Source,
    vintage: Vintage,
    staging: Path,
    noted: Noted,
) -> list[Built]:
    """Writes every output of a table and notes its bad rows and those that are no data.

    Beside the declared columns a map may use ``period`` (the slice), ``as_of`` and ``cell``.

    Args:
        con: Connection with the macros, lookups and privacy functions.
        opened: The table.
        raw: Its cells.
        source: Its source.
        vintage: Slice and as-of date.
        staging: Folder for the files.
        noted: Rows with problems.
    """
    table = opened.table
    con.execute(
        f"insert into skipped select '{raw.name}', source_row, _skip from {raw.name} "
        "where _skip is not null"
    )
    con.execute("create or replace temp table repeated (source_row bigint)")
    if table.duplicates == "reject":
        _note_repeated_rows(con, raw.name, table.outputs[0].entity)
    built = []
    for number, output in enumerate(table.outputs):
        entity = load_entities()[output.entity]

        def rows(cells: str, output: Output = output, entity: Entity = entity) -> str:
            return rows_query(output, entity, table.columns, cells, vintage)

        made = Built(
            output,
            table.name,
            raw,
            staging / f"out_{number}_{table.name}.parquet",
            rows(f"(from {raw.name} semi join bad_rows using (source_row))"),
        )
        _write(con, made, rows(raw.name), source, vintage)
        noted.put(output.entity)
        _note_key_clashes(con, made)
        built.append(made)
    return built


def _write(
    con: duckdb.DuckDBPyConnection, made: Built, rows: str, source: Source, vintage: Vintage
) -> None:
    lineage = {
        "source_id": quoted(source.id),
        "vintage_id": quoted(vintage.vintage_id),
        "source_row": "source_row",
        "slice": quoted(vintage.slice),
    }
    given = {c: c for c in made.output.map} | lineage
    typed = columns(load_entities()[made.output.entity]) | {"source_row": "bigint"}
    picked = [f"cast({given.get(c, 'null')} as {t}) as {c}" for c, t in typed.items()]
    good = (
        f"select {', '.join(picked)} from (select * from ({rows}) where {WITHOUT_PROBLEMS}) "
        "anti join repeated using (source_row)"
    )
    # Rows of a scratch file come nearly in its order, which is what compresses them; each has its
    # number, and sorting them would cost a third more.
    order = "" if made.raw.kind == "view" else " order by source_row"
    con.execute(f"copy ({good}{order}) to {quoted(str(made.file))} {PARQUET}")


def _note_key_clashes(con: duckdb.DuckDBPyConnection, made: Built) -> None:
    entity = load_entities()[made.output.entity]
    key = [k for k in entity.key if k in made.output.map]
    if not key or made.output.once:
        return
    shown = f"coalesce(concat_ws(' · ', {', '.join(key)}), '')[:200]"
    con.execute(
        f"insert into bad select source_row, {quoted(entity.name)}, {quoted(', '.join(key))} "
        f"|| chr(31) || 'duplicate_key' || chr(31) || {shown} "
        f"from read_parquet({quoted(str(made.file))}) qualify row_number() over "
        f"(partition by {', '.join(key)} order by source_row) > 1"
    )


def _note_repeated_rows(con: duckdb.DuckDBPyConnection, raw: str, entity: str) -> None:
    """A repeated row is named as such, whatever else is wrong with it."""
    con.execute(
        f"insert into repeated from (select source_row from {raw} "
        "qualify row_number() over (partition by _hash order by source_row) > 1) "
        f"anti join (from skipped where cells = '{raw}') using (source_row)"
    )
    con.execute(
        f"insert into bad select source_row, {quoted(entity)}, "
        "'*' || chr(31) || 'duplicate_row' || chr(31) from repeated"
    )


def write_rejects(
    con: duckdb.DuckDBPyConnection, source: Source, vintage: Vintage, staging: Path
) -> Path:
    """Writes every rejected cell, as ``meta_reject``."""
    path = staging / "rejects.parquet"
    con.execute(
        f"copy (select {quoted(source.id)} as source_id, {quoted(vintage.vintage_id)} as "
        "vintage_id, source_row, entity, "
        "split_part(problem, chr(31), 1) as column, split_part(problem, chr(31), 2) as reason, "
        "veta_redact(nullif(split_part(problem, chr(31), 3), '')) as raw_value from "
        f"(select distinct * from bad) order by all) to {quoted(str(path))} (format parquet)"
    )
    return path


def write_good(
    con: duckdb.DuckDBPyConnection, staging: Path, outputs: list[Built]
) -> tuple[dict[str, Path], dict[str, int]]:
    """One Parquet file per entity; several outputs of one entity are put together."""
    parts: dict[str, list[Built]] = {}
    for made in outputs:
        parts.setdefault(made.output.entity, []).append(made)
    files, written = {}, {}
    for entity, several in parts.items():
        path = quoted(str(staging / f"{entity}.parquet"))
        if len(several) == 1 and several[0].is_final and _stands(con, several[0]):
            files[entity] = several[0].file
        else:
            files[entity] = staging / f"{entity}.parquet"
            together = " union all ".join(f"({made.good})" for made in several)
            con.execute(f"copy ({together}) to {path} {PARQUET}")
        file = quoted(str(files[entity]))
        written[entity] = count(con, f"select count(*) from read_parquet({file})")
    return files, written


def _stands(con: duckdb.DuckDBPyConnection, made: Built) -> bool:
    """Whether nothing that was found later speaks against a row that was written."""
    file = quoted(str(made.file))
    late = f"select count(*) from read_parquet({file}) semi join bad_rows using (source_row)"
    return count(con, late) == 0


def count(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    """The one number of a query."""
    return int(con.sql(sql).fetchall()[0][0])
