"""Brings the cells of a declared table into DuckDB as text under their declared names.

A table ``raw_<name>`` has ``source_row``, ``_hash`` (of every cell that tells rows apart),
``_skip`` (why a row is no data, or NULL) and the declared columns as text. Typing comes later, in
``outputs.py``.
"""

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import duckdb
import pyarrow as pa

from ingest.models import Layout, Source, Table
from ingest.problems import IngestError, Problem
from ingest.readers import delimited, excel, facts, ocds, stata
from ingest.readers.delimited import quoted
from ingest.readers.sheet import Header, Sheet, locate
from ingest.registry import claimed_ocids, source_folder
from ingest.sql import cell

STREAM_BYTES = 256 * 1024**2  # a larger file is read again for each use instead of being copied


@dataclass
class Opened:
    """A table whose header was found; of a CSV only the first rows are in memory."""

    table: Table
    headers: list[tuple[Sheet, Header]]
    encoding: str = "utf-8"


@dataclass(frozen=True)
class Loaded:
    """A table whose cells DuckDB can read.

    Attributes:
        name: ``raw_<table>``.
        streamed: A view on the file, read again by every query, not a copy.
        one_scan: Its one output has a row per published row, so that the file is read once only
            and everything else is asked of that output.
    """

    name: str
    streamed: bool
    one_scan: bool


def open_layout(path: Path, source: Source, layout: Layout) -> list[Opened]:
    """Finds every table of a layout in a file.

    Args:
        path: The file.
        source: Its source.
        layout: The shape to look for.

    Raises:
        IngestError: A required column is missing, a column is undeclared, or the file cannot be
            read; every such problem is named.
    """
    opened: list[Opened] = []
    problems = _undeclared_sections(path, source, layout)
    for table in layout.tables:
        found = _open_table(path, source, table)
        problems += [p for _, h in found.headers for p in _header_problems(path, source, h)]
        if found.headers:
            opened.append(found)
        elif not table.optional:
            names = ", ".join(c.headers[0] for c in table.columns.values() if c.required)
            value = names or table.name
            problems.append(Problem("wrong_header", path.name, source.id, value=value))
    if problems:
        raise IngestError(*dict.fromkeys(problems))
    return opened


def titles(opened: list[Opened]) -> list[str]:
    """Everything written above the headers of a file."""
    return [text for o in opened for _, header in o.headers for text in header.titles]


def load(con: duckdb.DuckDBPyConnection, path: Path, opened: Opened) -> Loaded:
    """Creates ``raw_<name>``.

    Args:
        con: Connection with the macros loaded.
        path: The file.
        opened: The table with its header.
    """
    name = f"raw_{opened.table.name}"
    parts = [_cells_sql(con, path, opened, i) for i in range(len(opened.headers))]
    cells = " union all ".join(parts)
    is_csv = opened.table.read.format == "csv"
    streamed = is_csv and path.stat().st_size > STREAM_BYTES
    kind = "view" if streamed else "table"
    con.execute(f"create or replace temp {kind} {name} as {_with_skip(opened.table, cells)}")
    outputs = opened.table.outputs
    one_scan = (
        streamed and len(outputs) == 1 and not outputs[0].unpivot and outputs[0].where == "true"
    )
    if is_csv and not one_scan:
        con.sql(f"select count(*) from {name}").fetchall()  # a scan finds malformed records
        shift_past_malformed_rows(con, name, kind)
    return Loaded(name, streamed, one_scan)


def shift_past_malformed_rows(con: duckdb.DuckDBPyConnection, name: str, kind: str) -> None:
    """Shifts row numbers past the records that the CSV reader left out, so that they stay true.

    The g-th record that was read is the record g + (malformed ones before it).

    Args:
        con: Connection that has scanned the file.
        name: Table or view with ``source_row``.
        kind: ``table`` or ``view``.
    """
    shifts = [row - i for i, row in enumerate(malformed_rows(con))]
    if not shifts:
        return
    con.register("shifts", pa.table({"shift": pa.array(shifts, pa.int64())}))
    moved = "source_row + (select count(*) from shifts where shift <= source_row)"
    if kind == "table":
        con.execute(f"update {name} set source_row = {moved}")
    else:
        con.execute(f"alter view {name} rename to {name}_as_read")
        con.execute(
            f"create temp view {name} as select * replace ({moved} as source_row) "
            f"from {name}_as_read"
        )


def malformed_rows(con: duckdb.DuckDBPyConnection) -> list[int]:
    """Record numbers that the CSV reader could not split into columns."""
    known = "select 1 from duckdb_tables() where table_name = 'reject_errors'"
    if not con.sql(known).fetchall():
        return []
    return [r[0] for r in con.sql("select distinct line from reject_errors order by 1").fetchall()]


def hook(source: Source, name: str) -> Callable[..., object]:
    """A function of the source's ``parse.py``."""
    return getattr(_module(source_folder(source.id) / "parse.py"), name)


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"ingest.sources.{path.parent.name}.parse", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _open_table(path: Path, source: Source, table: Table) -> Opened:
    if table.read.format == "csv":
        head = delimited.head(path, table.read)
        if not head.rows:
            raise IngestError(Problem("empty_file", path.name, source.id))
        first = Sheet(path.name, head.rows, list(range(1, len(head.rows) + 1)))
        return Opened(table, [(first, locate(head.rows, table))], head.encoding)
    sheets = _sheets(path, source, table)
    return Opened(table, [(s, locate(s.rows, table)) for s in sheets if s.rows])


def _undeclared_sections(path: Path, source: Source, layout: Layout) -> list[Problem]:
    """A misspelt section of typed facts would otherwise be left out without a word."""
    declared = {table.name for table in layout.tables}
    if not any(table.read.format == "facts" for table in layout.tables):
        return []
    found = [sheet.name for sheet in facts.read(path) if sheet.name not in declared]
    value = ", ".join(found)
    return [Problem("undeclared_section", path.name, source.id, value=value)] if found else []


def _sheets(path: Path, source: Source, table: Table) -> list[Sheet]:
    match table.read.format:
        case "xlsx":
            return excel.read(path, table.read.sheet)
        case "stata":
            return stata.read(path)
        case "facts":
            return [s for s in facts.read(path) if s.name == table.name]
        case "ocds":
            ocds.refuse_others(path, table.read.ocid, claimed_ocids())
            return [s for s in ocds.read(path) if s.name == table.name]
        case _:
            return [s for s in hook(source, "read")(path) if s.name == table.name]  # type: ignore[attr-defined]


def _header_problems(path: Path, source: Source, header: Header) -> list[Problem]:
    problems = []
    if header.missing:
        value = ", ".join(header.missing)
        problems.append(Problem("wrong_header", path.name, source.id, value=value))
    if header.undeclared and not header.missing:
        value = ", ".join(header.undeclared)
        problems.append(Problem("undeclared_column", path.name, source.id, value=value))
    return problems


def _cells_sql(con: duckdb.DuckDBPyConnection, path: Path, opened: Opened, i: int) -> str:
    sheet, header = opened.headers[i]
    columns = opened.table.columns
    picked = ", ".join(f"{cell(header.index.get(k), c)} as {k}" for k, c in columns.items())
    telling = ", ".join(f"c{n}" for n in header.telling)
    base = f"select source_row, hash({telling}) as _hash, {picked} from "
    if opened.table.read.format == "csv":
        skip = header.position + 1
        scan = delimited.scan_sql(path, opened.table.read, header.width, skip, opened.encoding)
        return base + f"(select row_number() over () + {skip} as source_row, * from {scan})"
    name = f"cells_{opened.table.name}_{i}"
    con.register(name, _arrow(sheet, header))
    return base + name


def _arrow(sheet: Sheet, header: Header) -> pa.Table:
    rows = sheet.rows[header.position + 1 :]
    arrays = [pa.array(sheet.numbers[header.position + 1 :], pa.int64())]
    for i in range(header.width):
        arrays.append(pa.array([r[i] if i < len(r) else None for r in rows], pa.string()))
    return pa.table(arrays, names=["source_row", *(f"c{i}" for i in range(header.width))])


def _with_skip(table: Table, cells: str) -> str:
    names = list(table.columns)
    blank = f"coalesce({', '.join(names)}) is null"
    header = " and ".join(
        f"{n} = {quoted(c.headers[0])}" for n, c in table.columns.items() if c.required
    )
    rules = [f"when {blank} then 'blank'"]
    rules += [f"when {header} then 'repeated_header'"] if header else []
    rules += [f"when {s.when} then {quoted(s.reason)}" for s in table.skip]
    filled = {n for n, c in table.columns.items() if c.filled_down}
    shown = ", ".join(
        f"last_value({n} ignore nulls) over (order by source_row) as {n}" if n in filled else n
        for n in names
    )
    skip = f"case {' '.join(rules)} end as _skip"
    inner = f"select source_row, _hash, {skip}, {', '.join(names)} from ({cells})"
    return f"select source_row, _hash, _skip, {shown} from ({inner})" if filled else inner
