"""Rows of entities made from the rows of a table, and what is wrong with them.

An output is a temporary table: the entity's columns, ``source_row`` and ``_problems``. Bad rows
are noted in the table ``bad``; a source row that is there is written nowhere.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from ingest import tables
from ingest.lake import columns
from ingest.models import Output, Source, Vintage
from ingest.readers.delimited import quoted
from ingest.registry import load_entities
from ingest.sql import cell_check, has_point, is_typed, output_checks, output_value, problems, value


@dataclass(frozen=True)
class Built:
    """An output that DuckDB can read.

    Attributes:
        name: Its rows, good and bad: a temporary table, or a view on a scratch Parquet file.
        raw: Table of the cells it was made from.
        carries_all: It has one row per published row, skipped ones too, with ``_skip`` and
            ``_hash``: a large file need not be read again to be counted.
    """

    name: str
    raw: tables.Loaded
    output: Output
    carries_all: bool

    @property
    def counted(self) -> str:
        """The relation in which the published rows are counted."""
        return self.name if self.carries_all else self.raw.name


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
        whole = raw.streamed and not output.unpivot and output.where == "true"
        made = Built(f"out_{number}_{opened.table.name}", raw, output, whole)
        _create(con, opened, made, vintage, scratch)
        _note_problems(con, made)
        _note_key_clashes(con, made)
        built.append(made)
    if opened.table.duplicates == "reject":
        _note_repeated_rows(con, built[0].counted, opened.table.outputs[0].entity)
    return built


def _create(
    con: duckdb.DuckDBPyConnection,
    opened: tables.Opened,
    made: Built,
    vintage: Vintage,
    scratch: Path,
) -> None:
    output, declared = made.output, opened.table.columns
    entity = load_entities()[output.entity]
    as_of = f"cast({quoted(str(vintage.data_as_of)) if vintage.data_as_of else 'null'} as date)"
    offered = {"period": quoted(vintage.slice), "as_of": as_of}
    # A column that the source declares under one of these names is what its map means by it.
    given = "".join(f"{v} as {k}, " for k, v in offered.items() if k not in declared)
    kept = "_skip, _hash, " if made.carries_all else ""
    data_only = "" if made.carries_all else " where _skip is null"
    values = [f"{value(k, c)} as v_{k}" for k, c in declared.items() if is_typed(c)]
    typed = ", ".join(f"v_{k} as {k}" if is_typed(c) else k for k, c in declared.items())
    as_written = {
        k: e
        for k, e in output.map.items()
        if entity.columns[k].type == "money" and e in declared and has_point(declared[e])
    }
    typed += "".join(f", {e} as written_{e}" for e in sorted(set(as_written.values())))
    wrong = problems([cell_check(k, c) for k, c in declared.items()])
    base = (
        f"select source_row, {kept}{wrong} as _problems, {given}{typed} "
        f"from (select {', '.join(['*', *values])} from {made.raw.name}{data_only})"
    )
    if output.unpivot:
        base = _unpivoted(base, output)
    mapped = ", ".join(f"({e}) as raw_{k}" for k, e in output.map.items())
    mapped += "".join(f", written_{e}" for e in sorted(set(as_written.values())))
    where = f"(({output.where}) and ({output.unpivot_where if output.unpivot else 'true'}))"
    final = ", ".join(
        f"{output_value(f'raw_{k}', entity.columns[k], as_written.get(k))} as {k}"
        for k in output.map
    )
    wrong_here = problems(output_checks(entity, output.map))
    wrong_here = f"nullif(concat_ws(chr(30), _problems, {wrong_here}), '')"
    if made.carries_all:
        wrong_here = f"case when _skip is null then {wrong_here} end"
    sql = (
        f"with typed as ({base}), "
        f"mapped as (select source_row, {kept}_problems, {mapped} from typed "
        f"where {where} or _problems is not null), "
        f"valued as (select source_row, {kept}_problems, {_raws(output)}, {final} from mapped) "
        f"select source_row, {kept}{wrong_here} as _problems, {', '.join(output.map)} from valued"
    )
    if not made.raw.streamed:
        con.execute(f"create temp table {made.name} as {sql}")
        return
    path = scratch / f"{made.name}.scratch.parquet"
    con.execute(f"copy ({sql}) to {quoted(str(path))} (format parquet, compression lz4)")
    con.execute(f"create temp view {made.name} as from read_parquet({quoted(str(path))})")


def _raws(output: Output) -> str:
    return ", ".join(f"raw_{k}" for k in output.map)


def _unpivoted(base: str, output: Output) -> str:
    cells = []
    for column, constants in (output.unpivot or {}).items():
        fixed = ", ".join(f"'{k}': {_literal(v)}" for k, v in constants.items())
        cells.append(f"{{{fixed}, 'cell': {column}}}")
    return f"select *, unnest([{', '.join(cells)}], max_depth := 2) from ({base})"


def _literal(constant: object) -> str:
    return str(constant) if isinstance(constant, int) else quoted(str(constant))


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
    data = f"(from {made.name} where _skip is null)" if made.carries_all else made.name
    good = f"select {', '.join(picked)} from {data} anti join bad_rows using (source_row)"
    if output.once:
        key = ", ".join(entity.key)
        good += f" qualify row_number() over (partition by {key} order by source_row) = 1"
    # Rows of a streamed file come in its own order already; sorting them would cost a third more.
    return f"({good})" if made.raw.streamed else f"({good} order by source_row)"


def count(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    """The one number of a query."""
    return int(con.sql(sql).fetchall()[0][0])
