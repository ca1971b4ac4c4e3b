"""Ways to spoil a publisher's file, each on the bytes of a good one.

What belongs here: making bad files. What must become of them stands in ``test_bad_files.py``.
"""

import csv
import gzip
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

from ingest.models import Column, Table
from ingest.readers.delimited import head
from ingest.readers.sheet import Header
from ingest.registry import load_sources
from ingest.tables import open_layout
from ingest.vintages import recognise

LONG = "x" * 1_000_000
Rows = list[list[Any]]


@dataclass
class Grid:
    """A file of cells that can be written again with other cells.

    Attributes:
        path: The good file.
        table: Its first declared table.
        header: Where the table's columns stand.
        sheet: Name of the table's sheet; a CSV has one without a name.
        sheets: Every sheet's rows, as values of their own types.
        headers: Position of the header in every sheet that the layout reads.
    """

    path: Path
    table: Table
    header: Header
    sheet: str
    sheets: dict[str, Rows]
    headers: dict[str, int]

    @property
    def rows(self) -> Rows:
        """Rows of the table's sheet, titles and header too."""
        return self.sheets[self.sheet]

    @property
    def first(self) -> int:
        """Index of the first row behind the header."""
        return self.header.position + 1

    def columns(self, *types: str) -> list[tuple[int, str, Column]]:
        """Index, name and declaration of the columns of some types that the file has."""
        declared = self.table.columns
        return [
            (i, n, declared[n]) for n, i in self.header.index.items() if declared[n].type in types
        ]

    def with_rows(self, rows: Rows) -> bytes:
        """The file with other rows in the table's sheet."""
        return self._bytes({**self.sheets, self.sheet: rows})

    def with_header(self, change: Callable[[list[Any]], list[Any]]) -> bytes:
        """The file with every row changed: a column more, less, elsewhere."""
        at = self.header.position
        return self.with_rows([*self.rows[:at], *(change(list(r)) for r in self.rows[at:])])

    def header_only(self) -> bytes:
        """The file without a row of data in any sheet."""
        kept = {n: self.headers.get(n, len(rows)) + 1 for n, rows in self.sheets.items()}
        return self._bytes({n: rows[: kept[n]] for n, rows in self.sheets.items()})

    def _bytes(self, sheets: dict[str, Rows]) -> bytes:
        if self.path.suffix == ".xlsx":
            return _workbook(sheets)
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=self.table.read.delimiter).writerows(sheets[self.sheet])
        data = out.getvalue().encode("utf-8")
        return gzip.compress(data, mtime=0) if self.path.suffix == ".gz" else data


def grid(path: Path, source_id: str) -> Grid | None:
    """The cells of a CSV or a workbook; None for other formats."""
    source = load_sources()[source_id]
    layout = recognise(path, {source_id: source}).layout
    tables = open_layout(path, source, layout)
    opened = tables[0]
    sheet, header = opened.headers[0]
    headers = {s.name: h.position for t in tables for s, h in t.headers}
    if opened.table.read.format == "csv":
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        encoding = head(path, opened.table.read).encoding
        text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
        rows = list(csv.reader(io.StringIO(text), delimiter=opened.table.read.delimiter))
        return Grid(path, opened.table, header, "", {"": rows}, {"": header.position})
    if opened.table.read.format == "xlsx" and path.suffix == ".xlsx":
        book = CalamineWorkbook.from_path(str(path))
        sheets = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in book.sheet_names
        }
        return Grid(path, opened.table, header, sheet.name, sheets, headers)
    return None


def cut(data: bytes) -> bytes:
    """The first half of a file."""
    return data[: len(data) // 2]


def other_marks(grid: Grid) -> bytes:
    """A CSV whose cells are parted by another mark than the declared one."""
    mark = "|" if grid.table.read.delimiter != "|" else "\t"
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=mark).writerows(grid.rows)
    text = out.getvalue().encode()
    return gzip.compress(text, mtime=0) if grid.path.suffix == ".gz" else text


def soiled_json(data: bytes) -> bytes:
    """JSON in which a number is a word, a date impossible and a text a million letters long."""
    left = {"number", "date", "text"}

    def soil(node: Any) -> Any:
        if isinstance(node, dict):
            return {k: v if k in {"ocid", "id"} else soil(v) for k, v in node.items()}
        if isinstance(node, list):
            return [soil(v) for v in node]
        is_number = isinstance(node, int | float) and not isinstance(node, bool)
        if is_number and "number" in left:
            left.discard("number")
            return "doce"
        if isinstance(node, str) and re.match(r"\d{4}-\d{2}-\d{2}", node) and "date" in left:
            left.discard("date")
            return "2024-02-31T00:00:00Z"
        if isinstance(node, str) and len(node) > 20 and "text" in left:
            left.discard("text")
            return LONG
        return node

    return json.dumps(soil(json.loads(data.decode("utf-8-sig")))).encode()


def _workbook(sheets: dict[str, Rows]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    if isinstance(cell, str) and cell.startswith("="):
                        page.write_formula(r, c, cell, value=2)
                    elif isinstance(cell, str):
                        page.write_string(r, c, cell[:32767])
                    elif cell is not None:
                        page.write(r, c, cell)
    return out.getvalue()
