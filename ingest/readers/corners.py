"""How far a sheet reaches in the formats that are no xlsx: asked before the reader lays it out.

The reader makes a full rectangle of a sheet; one cell in the last corner, or one that is said to
repeat, asks for thousands of millions. What belongs here: finding the furthest cell that holds
something. What is refused stands in ``excel.py``.
"""

import re
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.etree import ElementTree

ODS_PART = "content.xml"
XLSB_PART = re.compile(r"xl/worksheets/[^/]+\.bin", re.IGNORECASE)
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}
# [MS-XLSB] 2.3: records of a row (0), of cells (1 to 7) and of formulas (8 to 11); the row's or the
# column's number comes first.
_ROW_RECORD, _LAST_CELL_RECORD = 0, 11
_CHUNK = 1 << 20


def ods_cells(archive: zipfile.ZipFile) -> int:
    """The cells of the largest rectangle among the tables of an OpenDocument sheet.

    Rows and cells that repeat and are empty count only where something follows them: programs fill
    a sheet to its last corner with such.

    Raises:
        ElementTree.ParseError: The part is no XML, or names an entity.
    """
    largest = rows = last_row = columns = 0
    with archive.open(ODS_PART) as part:
        # Expat reads no external entity and stops entities that multiply.
        for event, element in ElementTree.iterparse(part, ("start", "end")):  # noqa: S314
            if element.tag == f"{_TABLE}table" and event == "start":
                rows = last_row = columns = 0
            elif element.tag == f"{_TABLE}table-row" and event == "end":
                rows += _repeats(element, "rows")
                reach = _reach(element)
                if reach:
                    last_row, columns = rows, max(columns, reach)
                    largest = max(largest, last_row * columns)
                element.clear()
    return largest


def _reach(row: ElementTree.Element) -> int:
    """The last column of a row that holds something, or 0."""
    column = reach = 0
    for cell in row:
        if cell.tag in _CELLS:
            column += _repeats(cell, "columns")
            if len(cell) or any("value" in name or "formula" in name for name in cell.attrib):
                reach = column
    return reach


def _repeats(element: ElementTree.Element, what: str) -> int:
    text = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return max(1, int(text)) if text.isdecimal() else 1


def xlsb_cells(archive: zipfile.ZipFile, name: str) -> int:
    """The cells of a sheet's rectangle in a binary workbook.

    Args:
        archive: The workbook.
        name: The sheet's part.
    """
    row = column = 0
    with archive.open(name) as part:
        for record, number in _records(part):
            if record == _ROW_RECORD:
                row = max(row, number + 1)
            else:
                column = max(column, number + 1)
    return row * column


def _records(part: IO[bytes]) -> Iterator[tuple[int, int]]:
    """Rows and cells: each record's kind and its first number."""
    buffer, at = b"", 0
    while True:
        if len(buffer) - at < 16:  # the longest head of a record, and the number after it
            buffer, at = buffer[at:] + part.read(_CHUNK), 0
            if not buffer:
                return
        kind, at = _variable(buffer, at, 2)
        size, at = _variable(buffer, at, 4)
        if kind <= _LAST_CELL_RECORD and size >= 4:
            yield kind, int.from_bytes(buffer[at : at + 4], "little")
        while at + size > len(buffer):
            size -= len(buffer) - at
            buffer, at = part.read(_CHUNK), 0
            if not buffer:
                return
        at += size


def _variable(buffer: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first; and where the next begins."""
    number = 0
    for place in range(most):
        byte = buffer[at] if at < len(buffer) else 0
        at += 1
        number |= (byte & 127) << (7 * place)
        if byte < 128:
            break
    return number, at
