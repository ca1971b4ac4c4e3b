"""Says which cells of a workbook were refused, so that whoever wrote it can mend them.

Does not belong here: deciding what is refused (entity contracts and ``sql.py`` do).
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from ingest.lake import file_of
from ingest.models import Vintage
from ingest.problems import Problem
from ingest.readers.delimited import quoted
from ingest.readers.sheet import SHEET_STRIDE
from ingest.registry import load_sources
from ingest.settings import DataPaths
from ingest.tables import Opened, open_layout
from ingest.vintages import bytes_of


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
    return [_refusal(vintage, opened, row, lang) for row in _rows(rejects)]


def _rows(path: Path) -> list[tuple[int, str, str, str]]:
    with duckdb.connect() as con:
        return con.sql(
            "select distinct source_row, \"column\", reason, coalesce(raw_value, '') "
            f"from read_parquet({quoted(str(path))}) order by all"
        ).fetchall()


def _refusal(
    vintage: Vintage, opened: list[Opened], row: tuple[int, str, str, str], lang: str
) -> Refusal:
    number, column, reason, value = row
    line = number % SHEET_STRIDE
    sheet, header, cell = "", column, str(line)
    for table in opened:
        for found, place in table.headers:
            if number not in range(found.numbers[0], found.numbers[-1] + 1):
                continue
            sheet = found.name
            if column in place.index:
                header = table.table.columns[column].headers[0]
                cell = f"{_letter(place.index[column])}{line}"
    problem = Problem(reason, vintage.filename, vintage.source_id, line, header, value)
    return Refusal(sheet, cell, header, reason, value, problem.text(lang))


def _letter(index: int) -> str:
    """Column letters of a spreadsheet: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
