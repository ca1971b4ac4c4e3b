"""Reads spreadsheets (xlsx, xls, xlsb, ods) with calamine; formulas come as their stored values."""

import datetime as dt
import re
import zipfile
import zlib
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from xml.etree.ElementTree import ParseError

from python_calamine import CalamineWorkbook

from ingest.problems import IngestError, Problem
from ingest.readers import corners
from ingest.readers.sheet import SHEET_STRIDE, Cell, Sheet

CORE_PROPERTIES = "docProps/core.xml"
SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
# Columns from the 27th on: most sheets have none.
COLUMN = re.compile(rb'r\s{0,9}=\s{0,9}["\']([A-Z]{2,3})\d')
ROW = re.compile(rb'r\s{0,9}=\s{0,9}["\'][A-Z]{1,3}(\d{1,8})')
MAX_ROWS = 1_048_576  # of the format
CHUNK = 1 << 20
MAX_CELLS = 100_000_000  # a full sheet of 95 columns
UNREADABLE = (
    OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, ParseError
)  # fmt: skip
MAX_UNPACKED = 4 * 1024**3  # a real SECOP or INFOBRAS workbook unpacks to under 1 GiB


def read(path: Path, sheet_glob: str) -> list[Sheet]:
    """The sheets whose names match, as text.

    Args:
        path: Workbook.
        sheet_glob: Glob of sheet names; accents and case count.

    Raises:
        IngestError: The file is no workbook, is truncated, or would unpack to too much.
    """
    return [s for s in _workbook(path, path.stat().st_mtime_ns) if fnmatchcase(s.name, sheet_glob)]


@lru_cache(maxsize=2)  # recognition and conform read the same file one after the other
def _workbook(path: Path, _version: int) -> list[Sheet]:
    _guard(path)
    try:
        book = CalamineWorkbook.from_path(str(path))
        sheets = []
        for number, name in enumerate(book.sheet_names):
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            first = number * SHEET_STRIDE + 1
            numbers = list(range(first, first + len(rows)))
            sheets.append(Sheet(name, [[as_text(c) for c in row] for row in rows], numbers))
    except Exception as error:  # calamine has no common base for its errors
        raise IngestError(Problem("unreadable_file", path.name, value=str(error))) from error
    return sheets


def written_on(path: Path, which: str) -> str | None:
    """The date that a workbook carries in its own properties, or None.

    Args:
        path: Workbook.
        which: ``created`` or ``modified``.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            core = archive.read(CORE_PROPERTIES)
    except (KeyError, OSError, zipfile.BadZipFile):
        return None  # an old or unusual workbook need not have them
    found = re.search(rf"<dcterms:{which}[^>]*>(\d{{4}}-\d{{2}}-\d{{2}})".encode(), core)
    return found[1].decode() if found else None


def as_text(cell: object) -> Cell:
    """A cell as the text that a person would type; None for an empty one."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ")
    return str(cell)


def _guard(path: Path) -> None:
    """Refuses bombs before the reader meets them: too much to unpack, or a sheet that is too wide.

    The reader lays a sheet out as a full rectangle: one cell in the last corner of an otherwise
    empty sheet of a few kilobytes would ask for 17 thousand million cells.
    """
    if not zipfile.is_zipfile(path):
        return
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
            if unpacked > MAX_UNPACKED:
                size = f"{unpacked / 1024**3:.1f} GiB"
                raise IngestError(Problem("too_large_unpacked", path.name, value=size))
            for name in archive.namelist():
                if (cells := _laid_out(archive, name)) > MAX_CELLS:
                    found = f"{cells:,} cells"
                    raise IngestError(Problem("too_large_unpacked", path.name, value=found))
    except UNREADABLE as error:
        raise IngestError(Problem("unreadable_file", path.name, value=str(error))) from error


def _laid_out(archive: zipfile.ZipFile, name: str) -> int:
    """How many cells a part of a workbook asks for, in any format; 0 where it is no sheet."""
    if SHEET_PART.fullmatch(name):
        return _cells(archive, name)
    if corners.XLSB_PART.fullmatch(name):
        return corners.xlsb_cells(archive, name)
    return corners.ods_cells(archive) if name == corners.ODS_PART else 0


def _cells(archive: zipfile.ZipFile, name: str) -> int:
    """How many cells the rectangle of a sheet has, by its furthest row and column."""
    columns = max(map(_number, _found(archive, name, COLUMN)), default=26)
    if columns * MAX_ROWS <= MAX_CELLS:
        return columns  # however many rows: looking for them would cost as much as reading
    return columns * max(map(int, _found(archive, name, ROW)), default=0)


def _found(archive: zipfile.ZipFile, name: str, pattern: re.Pattern[bytes]) -> set[bytes]:
    found: set[bytes] = set()
    rest = b""
    with archive.open(name) as part:
        while chunk := part.read(CHUNK):
            text = rest + chunk
            found.update(pattern.findall(text))
            rest = text[-64:]  # a reference may lie across two chunks
    return found


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
