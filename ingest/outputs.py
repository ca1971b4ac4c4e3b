"""Rows of entities made from the rows of a table, and what is wrong with them.

An output is a relation with the entity's columns, ``source_row`` and ``_problems``: a view where
the cells lie in a file, a table where they are in memory. Bad rows are noted in the table ``bad``;
a source row that is there is written nowhere.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from ingest import tables
from ingest.lake import columns
from ingest.mapping import rows_query
from ingest.models import Output, Source, Vintage
from ingest.readers.delimited import quoted
from ingest.registry import load_entities


@dataclass(frozen=True)
class Built:
    """An output that DuckDB can read.

    Attributes:
        name: Its rows, good and bad.
        raw: Table of the cells it was made from.
    """

    name: str
    raw: tables.Loaded
    output: Output


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Makes the tables that note what is wrong and what is no data."""
    con.execute("create temp table bad (source_row bigint, entity varchar, problem varchar)")
    con.execute("create temp table skipped (cells varchar, source_row bigint, reason varchar)")


def build(
    con: duckdb.DuckDBPyConnection, opened: tables.Opened, raw: tables.Loaded, vintage: Vintage
) -> list[Built]:
    """Creates every output of a table and notes its bad rows and those that are no data.

    Beside the declared columns a map may use ``period`` (the slice), ``as_of`` and ``cell``.

    Args:
        con: Connection with the macros, lookups and privacy functions.
        opened: The table.
        raw: Its cells.
        vintage: Slice and as-of date.
    """
    con.execute(
        f"insert into skipped select '{raw.name}', source_row, _skip from {raw.name} "
        "where _skip is not null"
    )
    built = []
    for number, output in enumerate(opened.table.outputs):
        made = Built(f"out_{number}_{opened.table.name}", raw, output)
        entity = load_entities()[output.entity]
        sql = rows_query(output, entity, opened.table.columns, raw.name, vintage)
        con.execute(f"create temp {raw.kind} {made.name} as {sql}")
        _note_problems(con, made)
        _note_key_clashes(con, made)
        built.append(made)
    if opened.table.duplicates == "reject":
        _note_repeated_rows(con, raw.name, opened.table.outputs[0].entity)
    return built


def _note_problems(con: duckdb.DuckDBPyConnection, made: Built) -> None:
    con.execute(
        f"insert into bad select distinct source_row, {quoted(made.output.entity)}, "
        f"unnest(string_split(_problems, chr(30))) from {made.name} where _problems is not null"
    )


def _note_key_clashes(con: duckdb.DuckDBPyConnection, made: Built) -> None:
    entity = load_entities()[made.output.entity]
    key = [k for k in entity.key if k in made.output.map]
    if not key or made.output.once:
        return
    shown = f"coalesce(concat_ws(' · ', {', '.join(key)}), '')[:200]"
    con.execute(
        f"insert into bad select source_row, {quoted(entity.name)}, {quoted(', '.join(key))} "
        f"|| chr(31) || 'duplicate_key' || chr(31) || {shown} from {made.name} "
        f"anti join bad using (source_row) qualify row_number() over "
        f"(partition by {', '.join(key)} order by source_row) > 1"
    )


def _note_repeated_rows(con: duckdb.DuckDBPyConnection, raw: str, entity: str) -> None:
    """A repeated row is named as such, not as a clash of its key as well."""
    con.execute(
        f"create or replace temp table repeated as from (select source_row from {raw} "
        "qualify row_number() over (partition by _hash order by source_row) > 1) "
        f"anti join (from skipped where cells = '{raw}') using (source_row)"
    )
    con.execute("delete from bad where source_row in (from repeated)")
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
    con: duckdb.DuckDBPyConnection,
    source: Source,
    vintage: Vintage,
    staging: Path,
    outputs: list[Built],
) -> tuple[dict[str, Path], dict[str, int]]:
    """One Parquet file per entity; several outputs of one entity are put together."""
    parts: dict[str, list[str]] = {}
    for made in outputs:
        parts.setdefault(made.output.entity, []).append(_good_rows(made, source, vintage))
    files, written = {}, {}
    for entity, selects in parts.items():
        path = staging / f"{entity}.parquet"
        con.execute(
            f"copy ({' union all '.join(selects)}) to {quoted(str(path))} "
            "(format parquet, compression zstd)"
        )
        files[entity] = path
        written[entity] = count(con, f"select count(*) from read_parquet({quoted(str(path))})")
    return files, written


def _good_rows(made: Built, source: Source, vintage: Vintage) -> str:
    output = made.output
    entity = load_entities()[output.entity]
    lineage = {
        "source_id": quoted(source.id),
        "vintage_id": quoted(vintage.vintage_id),
        "source_row": "source_row",
        "slice": quoted(vintage.slice),
    }
    given = {c: c for c in output.map} | lineage
    picked = [f"cast({given.get(c, 'null')} as {t}) as {c}" for c, t in columns(entity).items()]
    good = f"select {', '.join(picked)} from {made.name} anti join bad_rows using (source_row)"
    if output.once:
        key = ", ".join(entity.key)
        good += f" qualify row_number() over (partition by {key} order by source_row) = 1"
    # Rows of a scratch file come in its own order already; sorting them would cost a third more.
    return f"({good})" if made.raw.kind == "view" else f"({good} order by source_row)"


def count(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    """The one number of a query."""
    return int(con.sql(sql).fetchall()[0][0])
