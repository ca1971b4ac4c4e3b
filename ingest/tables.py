"""Brings the cells of a declared table into DuckDB as text under their declared names.

A relation ``raw_<name>`` has ``source_row``, ``_hash`` (of every cell that tells rows apart),
``_skip`` (why a row is no data, or NULL) and the declared columns as text; amounts also as
``plain_<column>`` or ``odd_<column>`` (:func:`ingest.sql.is_plain`). Other typing comes later, in
``outputs.py``.

The cells of delimited text are first copied to a Parquet file. There each distinct text of a
column stands once, and DuckDB trims, types and checks it once; amounts, most of which differ, are
numbers there already. That is what makes ten million rows fast, and no question reads the text
file again.
"""

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Literal, cast

import duckdb
import pyarrow as pa

from ingest.models import Column, Layout, Source, Table
from ingest.problems import IngestError, Problem
from ingest.readers import delimited, excel, facts, ocds, stata
from ingest.readers.delimited import quoted
from ingest.readers.sheet import Header, Sheet, locate
from ingest.registry import claimed_ocids, source_folder
from ingest.sql import cell, is_plain

SCRATCH_ROWS = 61_440  # of a row group; twice as many take more memory and more time


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
        kind: ``view`` on the scratch file of delimited text, which keeps its order, or ``table``.
        plain: Columns of amounts, by :func:`ingest.sql.is_plain`.
    """

    name: str
    kind: Literal["view", "table"]
    plain: tuple[str, ...]

    @property
    def counted(self) -> str:
        """The same rows with the numbers of amounts in place of their text, for totals."""
        shown = ", ".join(
            f"coalesce(plain_{n}, veta_decimal_point(odd_{n})) as {n}" for n in self.plain
        )
        return f"select * replace ({shown}) from {self.name}" if shown else f"from {self.name}"


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


def load(con: duckdb.DuckDBPyConnection, path: Path, opened: Opened, scratch: Path) -> Loaded:
    """Creates ``raw_<name>``.

    Args:
        con: Connection with the macros loaded.
        path: The file.
        opened: The table with its header.
        scratch: Folder for the cells of delimited text.
    """
    name = f"raw_{opened.table.name}"
    plain = tuple(n for n, c in opened.table.columns.items() if is_plain(c))
    if opened.table.read.format == "csv":
        loaded = Loaded(name, "view", plain)
        cells = _copied(con, path, opened, scratch / f"{name}.scratch.parquet")
    else:
        loaded = Loaded(name, "table", plain)
        parts = range(len(opened.headers))
        cells = " union all ".join(_registered(con, opened, i) for i in parts)
    con.execute(f"create or replace temp {loaded.kind} {name} as {_with_skip(opened.table, cells)}")
    return loaded


def _copied(con: duckdb.DuckDBPyConnection, path: Path, opened: Opened, scratch: Path) -> str:
    """Copies delimited text to a scratch file, in its order, and reads it from there."""
    header = opened.headers[0][1]
    skip = header.position + 1
    scan = delimited.scan_sql(path, opened.table.read, header.width, skip, opened.encoding)
    con.execute(
        f"copy (select {_picked(opened.table, header)} from {scan}) to {quoted(str(scratch))} "
        f"(format parquet, compression lz4, row_group_size {SCRATCH_ROWS})"
    )
    row = _past_malformed(con, f"file_row_number + {skip + 1}")
    return (
        f"(select {row} as source_row, * exclude (file_row_number) "
        f"from read_parquet({quoted(str(scratch))}, file_row_number=true))"
    )


def _past_malformed(con: duckdb.DuckDBPyConnection, row: str) -> str:
    """Row numbers stay true past the records that the CSV reader left out.

    The g-th record that was read is the record g + (malformed ones before it).
    """
    shifts = [row - i for i, row in enumerate(malformed_rows(con))]
    if not shifts:
        return row
    con.register("shifts", pa.table({"shift": pa.array(shifts, pa.int64())}))
    return f"{row} + (select count(*) from shifts where shift <= {row})"


def malformed_rows(con: duckdb.DuckDBPyConnection) -> list[int]:
    """Record numbers that the CSV reader could not split into columns."""
    known = "select 1 from duckdb_tables() where table_name = 'reject_errors'"
    if not con.sql(known).fetchall():
        return []
    return [r[0] for r in con.sql("select distinct line from reject_errors order by 1").fetchall()]


def ask_hook(source: Source, name: str, path: Path) -> object:
    """What a function of the source's ``parse.py`` says of a file.

    Raises:
        IngestError: The function could not make sense of the file. Whatever it met, it is the file
            of somebody else: it is refused, and the other files go on.
    """
    function: Callable[[Path], object] = getattr(
        _module(source_folder(source.id) / "parse.py"), name
    )
    try:
        return function(path)
    except IngestError:
        raise
    except Exception as error:
        told = f"{type(error).__name__}: {error}"
        raise IngestError(Problem("unreadable_file", path.name, source.id, value=told)) from error


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
            read = cast("list[Sheet]", ask_hook(source, "read", path))
            return [s for s in read if s.name == table.name]


def _header_problems(path: Path, source: Source, header: Header) -> list[Problem]:
    problems = []
    if header.missing:
        value = ", ".join(header.missing)
        problems.append(Problem("wrong_header", path.name, source.id, value=value))
    if header.undeclared and not header.missing:
        value = ", ".join(header.undeclared)
        problems.append(Problem("undeclared_column", path.name, source.id, value=value))
    return problems


def _registered(con: duckdb.DuckDBPyConnection, opened: Opened, i: int) -> str:
    """Makes cells that Python read known to DuckDB."""
    sheet, header = opened.headers[i]
    if sheet.file:
        cells = f"read_parquet({quoted(str(sheet.file))})"
    else:
        cells = f"cells_{opened.table.name}_{i}"
        con.register(cells, _arrow(sheet, header))
    return f"(select source_row, {_picked(opened.table, header)} from {cells})"


def _picked(table: Table, header: Header) -> str:
    """The declared columns as they stand, and what tells rows apart."""
    telling = ", ".join(f"c{n}" for n in header.telling)
    picked = [f"hash({telling}) as _hash"]
    for name, column in table.columns.items():
        i = header.index.get(name)
        text = "cast(null as varchar)" if i is None else f"c{i}"
        if is_plain(column):
            amount = f"veta_plain_money({text})"
            picked.append(f"{amount} as plain_{name}")
            picked.append(f"case when {amount} is null then {text} end as odd_{name}")
        else:
            picked.append(f"{text} as {name}")
    return ", ".join(picked)


def _arrow(sheet: Sheet, header: Header) -> pa.Table:
    rows = sheet.rows[header.position + 1 :]
    arrays = [pa.array(sheet.numbers[header.position + 1 :], pa.int64())]
    for i in range(header.width):
        arrays.append(pa.array([r[i] if i < len(r) else None for r in rows], pa.string()))
    return pa.table(arrays, names=["source_row", *(f"c{i}" for i in range(header.width))])


def _with_skip(table: Table, cells: str) -> str:
    columns = table.columns
    texts = {n: _text(n, c) for n, c in columns.items()}
    # Written out, so that the question for blank rows trims one cell of most rows and not all
    blank = " and ".join(f"{text} is null" for text in texts.values())
    header = " and ".join(
        f"{texts[n]} = {quoted(c.headers[0])}" for n, c in columns.items() if c.required
    )
    shapes = f"when {blank} then 'blank'"
    shapes += f" when {header} then 'repeated_header'" if header else ""
    amounts = [f"plain_{n}, odd_{n}" for n, c in columns.items() if is_plain(c)]
    picked = ", ".join([*amounts, *(f"{text} as {n}" for n, text in texts.items())])
    skip = f"select source_row, _hash, {picked}, case {shapes} end as _skip from ({cells})"
    if table.skip:
        rules = " ".join(f"when {s.when} then {quoted(s.reason)}" for s in table.skip)
        skip = f"select * replace (coalesce(_skip, case {rules} end) as _skip) from ({skip})"
    filled = ", ".join(
        f"last_value({n} ignore nulls) over (order by source_row) as {n}"
        for n, c in columns.items()
        if c.filled_down
    )
    return f"select * replace ({filled}) from ({skip})" if filled else skip


def _text(name: str, column: Column) -> str:
    """The trimmed text of a declared cell."""
    if is_plain(column):
        return f"coalesce(cast(plain_{name} as varchar), {cell(f'odd_{name}', column)})"
    return cell(name, column)
