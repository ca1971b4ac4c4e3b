"""Says which cells of a workbook were refused, so that whoever wrote it can mend them.

Does not belong here: deciding what is refused (entity contracts and ``sql.py`` do).
"""

import re
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ingest.lake import file_of
from ingest.models import Layout, Table, Vintage
from ingest.problems import Problem
from ingest.readers.delimited import quoted
from ingest.readers.ocds import STRIDE as OCDS_STRIDE
from ingest.readers.sheet import SHEET_STRIDE, Header, Sheet
from ingest.registry import load_sources
from ingest.settings import DataPaths
from ingest.tables import Opened, open_layout
from ingest.vintages import bytes_of

Rejected = tuple[int, str, str, str]
# Formats of several sheets or sections, whose rows are counted anew in each.
STRIDES = {"xlsx": SHEET_STRIDE, "custom": SHEET_STRIDE, "ocds": OCDS_STRIDE}
SINGLE = "main"  # what a reader of one section calls it
UNREAD = {"bad_number", "bad_integer", "bad_date", "bad_boolean", "bad_code"}


@dataclass(frozen=True)
class Refusal:
    """A cell that kept its row out.

    Attributes:
        sheet: Name of the sheet; empty for a file without sheets.
        cell: Such as ``C7``, or the row number where the whole row or no column is meant.
        header: The column's published header, else its name in the contract.
        reason: Code in ``messages.yml``.
        value: What stood there, personal data removed.
        text: The sentence for a person.
    """

    sheet: str
    cell: str
    header: str
    reason: str
    value: str
    text: str


def refused_cells(vintage: Vintage, paths: DataPaths, lang: str) -> list[Refusal]:
    """Refused cells of a loaded vintage, by sheet and row.

    Args:
        vintage: A vintage that was conformed.
        paths: Data folders.
        lang: ``es`` or ``en``.
    """
    rejects = file_of(paths, "meta_reject", vintage.source_id, vintage.slice, vintage.vintage_id)
    if not rejects.exists():
        return []
    source = load_sources()[vintage.source_id]
    layout = next(y for y in source.layouts if y.name == vintage.layout)
    opened = open_layout(bytes_of(vintage, paths), source, layout)
    return refusals(vintage.filename, opened, rejected(rejects, layout), lang)


def rejected(path: Path, layout: Layout) -> list[Rejected]:
    """Row, column, reason and value of every rejected cell of a Parquet file, in order.

    A value that is missing only because its cell cannot be read is not told twice.

    Args:
        path: Rejects of a vintage.
        layout: Its layout, which says what is made of what.
    """
    with duckdb.connect() as con:
        rows = con.sql(
            "select distinct source_row, \"column\", reason, coalesce(raw_value, '') "
            f"from read_parquet({quoted(str(path))}) order by all"
        ).fetchall()
    unread: dict[int, set[str]] = {}
    for number, column, reason, _ in rows:
        if reason in UNREAD:
            unread.setdefault(number, set()).add(column)
    made_of: dict[str, set[str]] = {}
    for table in layout.tables:
        for output in table.outputs:
            for column, expression in output.map.items():
                made_of.setdefault(column, set()).update(re.findall(r"\w+", expression))

    def follows(row: Rejected) -> bool:
        sources = unread.get(row[0], set()) & made_of.get(row[1], set())
        return row[2] == "missing_value" and bool(sources)

    return [row for row in rows if not follows(row)]


def refusals(filename: str, opened: list[Opened], rows: list[Rejected], lang: str) -> list[Refusal]:
    """Rejected cells as whoever has the file before them finds them: sheet, cell, published header.

    A cell that two columns of the contract are made of is told once.

    Args:
        filename: The file, as its owner knows it.
        opened: Its tables.
        rows: As :func:`rejected` gives them.
        lang: ``es`` or ``en``.
    """
    return list(dict.fromkeys(_refusal(filename, opened, row, lang) for row in rows))


def _refusal(filename: str, opened: list[Opened], row: Rejected, lang: str) -> Refusal:
    number, column, reason, value = row
    line, sheet, header, where = number, "", column, filename
    cell = str(number)
    for table in opened:
        for found, place in table.headers:
            stride = STRIDES.get(table.table.read.format)
            if stride:
                rows = found.numbers[1:]  # the header's number may be made up
                if not rows or number not in range(rows[0], rows[-1] + 1):
                    continue
                line, cell = number % stride, str(number % stride)
                if found.name != SINGLE:
                    sheet, where = found.name, f"{filename} [{found.name}]"
            told = _read_from(table.table, column)
            if told in place.index:
                header = _published(found, place, told) or table.table.columns[told].headers[0]
                cell = f"{_letter(place.index[told])}{line}"
    problem = Problem(reason, where, row=line, column=header, value=value)
    return Refusal(sheet, cell, header, reason, value, problem.text(lang))


def _read_from(table: Table, column: str) -> str:
    """The declared column that a column of the contract is made of, where it is one alone."""
    if column in table.columns:
        return column
    expressions = [o.map[column] for o in table.outputs if column in o.map]
    used = {word for e in expressions for word in re.findall(r"\w+", e)} & set(table.columns)
    return used.pop() if len(used) == 1 else column


def _published(sheet: Sheet, place: Header, column: str) -> str | None:
    """A column's header as it stands in the file; not all formats have one."""
    if not 0 <= place.position < len(sheet.rows):
        return None
    row = sheet.rows[place.position]
    index = place.index[column]
    return row[index] if index < len(row) else None


def _letter(index: int) -> str:
    """Column letters of a spreadsheet: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
