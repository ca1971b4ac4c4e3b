"""Rows of entities made from the rows of a table, and what is wrong with them.

An output is a temporary table: the entity's columns, ``source_row`` and ``_problems``. Bad rows
are noted in the table ``bad``; a source row that is there is written nowhere.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ingest import tables
from ingest.lake import columns
from ingest.mapping import rows_query
from ingest.models import Output, Source, Table, Vintage
from ingest.readers.delimited import quoted
from ingest.registry import load_entities


@dataclass(frozen=True)
class Built:
    """An output that DuckDB can read.

    Attributes:
        name: Its rows, good and bad: a temporary table, or a view on a scratch Parquet file.
        raw: Table of the cells it was made from.
    """

    name: str
    raw: tables.Loaded
    output: Output

    @property
    def cells(self) -> str:
        """The relation with a row per published row: ``_skip``, ``_hash``, the controls' text."""
        return f"{self.name}_cells" if self.raw.one_scan else self.raw.name

    @property
    def data(self) -> str:
        """The output's rows without those that are no data."""
        return f"(from {self.name} where _skip is null)" if self.raw.one_scan else self.name


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Makes the table that notes what is wrong."""
    con.execute("create temp table bad (source_row bigint, entity varchar, problem varchar)")


def build(
    con: duckdb.DuckDBPyConnection,
    opened: tables.Opened,
    raw: tables.Loaded,
    vintage: Vintage,
    scratch: Path,
) -> list[Built]:
    """Creates every output of a table and notes their bad rows.

    Beside the declared columns a map may use ``period`` (the slice), ``as_of`` and ``cell``.

    Args:
        con: Connection with the macros, lookups and privacy functions.
        opened: The table.
        raw: Its cells.
        vintage: Slice and as-of date.
        scratch: Folder for the rows of files that are too large to copy.
    """
    built = []
    for number, output in enumerate(opened.table.outputs):
        made = Built(f"out_{number}_{opened.table.name}", raw, output)
        _create(con, opened, made, vintage, scratch)
        _note_problems(con, made)
        _note_key_clashes(con, made)
        built.append(made)
    if opened.table.duplicates == "reject":
        _note_repeated_rows(con, built[0].cells, opened.table.outputs[0].entity)
    return built


def _create(
    con: duckdb.DuckDBPyConnection,
    opened: tables.Opened,
    made: Built,
    vintage: Vintage,
    scratch: Path,
) -> None:
    output, declared = made.output, opened.table.columns
    texts = _control_texts(opened.table) if made.raw.one_scan else []
    carried = {"_skip": "_skip", "_hash": "_hash"} | {f"text_{t}": t for t in texts}
    sql = rows_query(
        output,
        load_entities()[output.entity],
        declared,
        made.raw.name,
        vintage,
        carried if made.raw.one_scan else {},
    )
    if not made.raw.streamed:
        con.execute(f"create temp table {made.name} as {sql}")
        return
    path = scratch / f"{made.name}.scratch.parquet"
    con.execute(f"copy ({sql}) to {quoted(str(path))} (format parquet, compression lz4)")
    con.execute(f"create temp view {made.name} as from read_parquet({quoted(str(path))})")
    if made.raw.one_scan:
        tables.shift_past_malformed_rows(con, made.name, "view")
        renamed = "".join(f", text_{t} as {t}" for t in texts)
        con.execute(
            f"create temp view {made.cells} as "
            f"select source_row, _skip, _hash{renamed} from {made.name}"
        )


def _control_texts(table: Table) -> list[str]:
    """Declared columns whose text the controls of a table speak of."""
    words = {w for o in table.outputs for a in o.controls.values() for w in re.findall(r"\w+", a)}
    return [name for name in table.columns if name in words]


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
        f"where _problems is null qualify row_number() over "
        f"(partition by {', '.join(key)} order by source_row) > 1"
    )


def _note_repeated_rows(con: duckdb.DuckDBPyConnection, raw: str, entity: str) -> None:
    """A repeated row is named as such, not as a clash of its key as well."""
    con.execute(
        f"create or replace temp table repeated as select source_row from {raw} "
        "where _skip is null qualify row_number() over (partition by _hash order by source_row) > 1"
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
    good = f"select {', '.join(picked)} from {made.data} anti join bad_rows using (source_row)"
    if output.once:
        key = ", ".join(entity.key)
        good += f" qualify row_number() over (partition by {key} order by source_row) = 1"
    # Rows of a streamed file come in its own order already; sorting them would cost a third more.
    return f"({good})" if made.raw.streamed else f"({good} order by source_row)"


def count(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    """The one number of a query."""
    return int(con.sql(sql).fetchall()[0][0])
