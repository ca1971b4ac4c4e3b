"""Turns the cells of a vintage into typed rows of entities, and keeps what broke its contract.

Flow: cells as text -> typed columns -> mapped outputs -> good rows as Parquet, bad rows as
rejects. DuckDB touches the rows; Python only writes the SQL. A source row with one problem is
rejected whole, so that rows read = rows loaded + rows rejected.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa

from ingest import tables
from ingest.lake import columns
from ingest.models import Entity, Output, Source, Vintage
from ingest.privacy import Redactor, label, pseudonym, pseudonym_key
from ingest.readers.delimited import quoted
from ingest.registry import load_entities, source_folder
from ingest.settings import Settings
from ingest.sql import cell_problem, joined, output_problems, output_value, value

CONTROL_COUNT = "select count(*) from {} where _skip is null"


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
    source: Source, vintage: Vintage, path: Path, staging: Path, settings: Settings
) -> Conformed:
    """Conforms one vintage into the staging folder.

    Args:
        source: Declaration of the source.
        vintage: The vintage.
        path: Its bytes.
        staging: Empty folder for the results.
        settings: Memory limit, pseudonym key.

    Raises:
        IngestError: The file cannot be read as its layout says.
    """
    staging.mkdir(parents=True, exist_ok=True)
    layout = next(y for y in source.layouts if y.name == vintage.layout)
    opened = tables.open_layout(path, source, layout)
    with connection(settings, staging) as con:
        _lookups(con, source)
        con.execute("create temp table bad (source_row bigint, entity varchar, problem varchar)")
        raw = {o.table.name: tables.load(con, path, o) for o in opened}
        _persons(con, opened, raw, settings)
        outputs = [
            (_output(con, o, output, raw, f"out_{n}_{o.table.name}", vintage), output)
            for o in opened
            for n, output in enumerate(o.table.outputs)
        ]
        for o in opened:
            _duplicates(con, o, raw[o.table.name])
        return _finish(con, source, vintage, staging, raw, outputs)


@contextmanager
def connection(settings: Settings, folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB connection in memory, with the macros, that spills into the folder."""
    con = duckdb.connect()
    con.execute(f"set temp_directory = {quoted(str(folder / 'spill'))}")
    con.execute(f"set memory_limit = {quoted(settings.memory_limit)}")
    con.execute("set TimeZone = 'UTC'")
    con.execute((Path(__file__).parent / "macros.sql").read_text(encoding="utf-8"))
    try:
        yield con
    finally:
        for name in ("veta_redact", "veta_pseudonym", "veta_person_label"):
            try:
                con.remove_function(name)
            except duckdb.InvalidInputException:
                continue  # it was never registered
        con.close()


def _lookups(con: duckdb.DuckDBPyConnection, source: Source) -> None:
    """Every CSV beside ``source.yml`` is a table ``lookup_<name>`` of text columns."""
    for path in sorted(source_folder(source.id).glob("*.csv")):
        read = f"read_csv({quoted(str(path))}, all_varchar=true, header=true, delim=',')"
        con.execute(f"create temp table lookup_{path.stem} as select * from {read}")


def _persons(
    con: duckdb.DuckDBPyConnection,
    opened: list[tables.Opened],
    raw: dict[str, str],
    settings: Settings,
) -> None:
    """Registers the functions that keep natural persons out of what is written."""
    names: set[str] = set()
    documents: set[str] = set()
    for o in opened:
        for expressions, found in (
            (o.table.person_names, names),
            (o.table.person_documents, documents),
        ):
            for expression in expressions:
                sql = f"select distinct cast({expression} as varchar) from {raw[o.table.name]}"
                found |= {row[0] for row in con.sql(sql).fetchall() if row[0]}
    redactor = Redactor(names, documents)
    key = pseudonym_key(settings, settings.paths.state)
    functions: dict[str, Callable[[str | None], str | None]] = {
        "veta_redact": redactor.redact,
        "veta_pseudonym": lambda text: pseudonym(key, text) if text else None,
        "veta_person_label": lambda text: label(pseudonym(key, text)) if text else None,
    }
    for name, function in functions.items():
        over = _over_column(function)
        con.create_function(
            name, over, ["VARCHAR"], "VARCHAR", type="arrow", null_handling="special"
        )


def _over_column(one: Callable[[str | None], str | None]) -> Callable[[pa.Array], pa.Array]:
    def over(column: pa.Array) -> pa.Array:
        return pa.array([one(text) for text in column.to_pylist()], pa.string())

    return over


def _output(
    con: duckdb.DuckDBPyConnection,
    opened: tables.Opened,
    output: Output,
    raw: dict[str, str],
    name: str,
    vintage: Vintage,
) -> str:
    """Creates the output's rows with their problems, and notes the bad ones.

    Beside the declared columns a map may use ``period`` (the slice), ``as_of`` and ``cell``.
    """
    entity = load_entities()[output.entity]
    columns = opened.table.columns
    typed = ", ".join(f"{value(k, c)} as {k}" for k, c in columns.items())
    wrong = joined([cell_problem(k, c) for k, c in columns.items()])
    as_of = f"cast({quoted(str(vintage.data_as_of)) if vintage.data_as_of else 'null'} as date)"
    base = (
        f"select source_row, {wrong} as _problems, {quoted(vintage.slice)} as period, "
        f"{as_of} as as_of, {typed} from {raw[opened.table.name]} where _skip is null"
    )
    if output.unpivot:
        base = _unpivoted(base, output)
    mapped = ", ".join(f"({e}) as raw_{k}" for k, e in output.map.items())
    where = f"(({output.where}) and ({output.unpivot_where if output.unpivot else 'true'}))"
    values = ", ".join(
        f"{output_value(f'raw_{k}', entity.columns[k])} as {k}" for k in output.map
    )
    checks = output_problems(entity, output.map)
    con.execute(
        f"create temp table {name} as with typed as ({base}), "
        f"mapped as (select source_row, _problems, {mapped} from typed "
        f"where {where} or _problems is not null), "
        f"valued as (select source_row, _problems, {_raws(output)}, {values} from mapped) "
        f"select source_row, nullif(concat_ws(chr(30), _problems, {joined(checks)}), '') "
        f"as _problems, {', '.join(output.map)} from valued"
    )
    _note_bad(con, output, entity, name)
    return name


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


def _note_bad(
    con: duckdb.DuckDBPyConnection, output: Output, entity: Entity, name: str
) -> None:
    con.execute(
        f"insert into bad select distinct source_row, '{entity.name}', "
        f"unnest(string_split(_problems, chr(30))) from {name} where _problems is not null"
    )
    key = [k for k in entity.key if k in output.map]
    if not key or output.once:
        return
    shown = f"concat_ws(' · ', {', '.join(key)})"
    con.execute(
        f"insert into bad select source_row, '{entity.name}', {quoted(', '.join(key))} || chr(31) "
        f"|| 'duplicate_key' || chr(31) || coalesce({shown}, '')[:200] from {name} "
        f"where _problems is null qualify row_number() over "
        f"(partition by {', '.join(key)} order by source_row) > 1"
    )


def _duplicates(con: duckdb.DuckDBPyConnection, opened: tables.Opened, raw: str) -> None:
    if opened.table.duplicates == "keep":
        return
    entity = opened.table.outputs[0].entity
    # A repeated row is named as such, not as a clash of its key as well.
    con.execute(
        f"create or replace temp table repeated as select source_row from {raw} "
        "where _skip is null qualify row_number() over (partition by _hash order by source_row) > 1"
    )
    con.execute("delete from bad where source_row in (from repeated)")
    con.execute(
        f"insert into bad select source_row, '{entity}', "
        "'*' || chr(31) || 'duplicate_row' || chr(31) from repeated"
    )


def _finish(
    con: duckdb.DuckDBPyConnection,
    source: Source,
    vintage: Vintage,
    staging: Path,
    raw: dict[str, str],
    outputs: list[tuple[str, Output]],
) -> Conformed:
    for row in tables.malformed_rows(con):
        con.execute(
            "insert into bad values (?, ?, '*' || chr(31) || 'malformed_row' || chr(31))",
            [row, outputs[0][1].entity],
        )
    con.execute("create temp table bad_rows as select distinct source_row from bad")
    rejects = _write_rejects(con, source, vintage, staging)
    files, written = _write_outputs(con, source, vintage, staging, outputs)
    read = sum(_count(con, CONTROL_COUNT.format(name)) for name in raw.values())
    malformed = len(tables.malformed_rows(con))
    return Conformed(
        files=files,
        rejects=rejects,
        rows_read=read + malformed,
        rows_rejected=_count(con, "select count(*) from bad_rows"),
        rows_written=written,
        skipped=_skipped(con, raw),
        reconciliation=_controls(con, source, vintage, raw, outputs),
    )


def _write_rejects(
    con: duckdb.DuckDBPyConnection, source: Source, vintage: Vintage, staging: Path
) -> Path:
    path = staging / "rejects.parquet"
    con.execute(
        f"copy (select {quoted(source.id)} as source_id, {quoted(vintage.vintage_id)} as "
        "vintage_id, source_row, entity, "
        "split_part(problem, chr(31), 1) as column, split_part(problem, chr(31), 2) as reason, "
        "veta_redact(nullif(split_part(problem, chr(31), 3), '')) as raw_value from "
        f"(select distinct * from bad) order by all) to {quoted(str(path))} (format parquet)"
    )
    return path


def _write_outputs(
    con: duckdb.DuckDBPyConnection,
    source: Source,
    vintage: Vintage,
    staging: Path,
    outputs: list[tuple[str, Output]],
) -> tuple[dict[str, Path], dict[str, int]]:
    """One Parquet file per entity; several outputs of one entity are put together."""
    parts: dict[str, list[str]] = {}
    for name, output in outputs:
        parts.setdefault(output.entity, []).append(_good_rows(name, output, source, vintage))
    files, written = {}, {}
    for entity, selects in parts.items():
        path = staging / f"{entity}.parquet"
        con.execute(
            f"copy ({' union all '.join(selects)}) to {quoted(str(path))} "
            "(format parquet, compression zstd)"
        )
        files[entity] = path
        written[entity] = _count(con, f"select count(*) from read_parquet({quoted(str(path))})")
    return files, written


def _good_rows(name: str, output: Output, source: Source, vintage: Vintage) -> str:
    entity = load_entities()[output.entity]
    lineage = {
        "source_id": quoted(source.id),
        "vintage_id": quoted(vintage.vintage_id),
        "source_row": "source_row",
        "slice": quoted(vintage.slice),
    }
    given = {c: c for c in output.map} | lineage
    picked = [f"cast({given.get(c, 'null')} as {t}) as {c}" for c, t in columns(entity).items()]
    good = f"select {', '.join(picked)} from {name} anti join bad_rows using (source_row)"
    if output.once:
        key = ", ".join(entity.key)
        good += f" qualify row_number() over (partition by {key} order by source_row) = 1"
    return f"({good} order by source_row)"


def _controls(
    con: duckdb.DuckDBPyConnection,
    source: Source,
    vintage: Vintage,
    raw: dict[str, str],
    outputs: list[tuple[str, Output]],
) -> list[dict[str, object]]:
    """Compares totals taken from the file's own cells with what the rows add up to."""
    rows = []
    for name, output in outputs:
        table = name.split("_", 2)[2]
        for column, aggregate in output.controls.items():
            in_file = _total(con, f"select {aggregate} from {raw[table]} where _skip is null")
            good = _total(
                con, f"select sum({column}) from {name} anti join bad_rows using (source_row)"
            )
            bad = _total(
                con, f"select sum({column}) from {name} semi join bad_rows using (source_row)"
            )
            rows.append(
                {
                    "reconciliation_id": f"{vintage.vintage_id}:{output.entity}.{column}",
                    "source_id": source.id,
                    "vintage_id": vintage.vintage_id,
                    "subject": f"{source.id} {vintage.slice} {output.entity}.{column}",
                    "left_name": "file",
                    "left_value": in_file,
                    "right_name": "lake + rejects",
                    "right_value": good + bad,
                    "difference": in_file - good - bad,
                    "unit": _unit(con, name, output),
                    **_cause(in_file - good - bad, bad),
                }
            )
    return rows


def _cause(residue: Decimal, rejected: Decimal) -> dict[str, str | None]:
    if residue == 0 and rejected == 0:
        return {"cause_es": None, "cause_en": None}
    return {
        "cause_es": f"Redondeo al centavo: {residue}. En filas rechazadas: {rejected}.",
        "cause_en": f"Rounding to the cent: {residue}. In rejected rows: {rejected}.",
    }


def _unit(con: duckdb.DuckDBPyConnection, name: str, output: Output) -> str | None:
    if "currency" not in output.map:
        return None
    return con.sql(f"select any_value(currency) from {name}").fetchall()[0][0]


def _skipped(con: duckdb.DuckDBPyConnection, raw: dict[str, str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for name in raw.values():
        sql = f"select _skip, count(*) from {name} where _skip is not null group by 1 order by 1"
        for reason, rows in con.sql(sql).fetchall():
            counts[reason] = counts.get(reason, 0) + rows
    return counts


def _count(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    return int(con.sql(sql).fetchall()[0][0])


def _total(con: duckdb.DuckDBPyConnection, sql: str) -> Decimal:
    found = con.sql(f"select cast(({sql}) as decimal(38,6))").fetchall()[0][0]
    return Decimal(0) if found is None else found


def skipped_json(conformed: Conformed) -> str:
    """Skipped rows by reason as ``meta_vintage`` keeps them."""
    return json.dumps(conformed.skipped, ensure_ascii=False, sort_keys=True)

