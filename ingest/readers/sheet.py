"""Cells of a table as they were read, and how its header row is found.

Does not belong here: opening files (one module per format beside this one).
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

import pyarrow.parquet as pq

from ingest.models import Table
from ingest.text import plain

Cell = str | None
SHEET_STRIDE = 1_000_000  # row r of the n-th sheet is source_row (n - 1) * SHEET_STRIDE + r


@dataclass
class Sheet:
    """Cells as text.

    Attributes:
        name: Sheet, section or file name.
        rows: Cells, one list per row; rows may differ in length.
        numbers: ``source_row`` of each row.
        file: Parquet of the rows below a header that alone is in ``rows``, for tables that may be
            larger than memory: ``source_row`` and the cells as ``c0``, ``c1``, ….
        keeper: Whatever must live as long as the file.
    """

    name: str
    rows: list[list[Cell]]
    numbers: list[int]
    file: Path | None = None
    keeper: object = None

    def column(self, at: int, header: int = 0) -> Iterator[Cell]:
        """The cells of one column below the header; a row that is too short has none."""
        if self.file is None:
            yield from (row[at] for row in self.rows[header + 1 :] if at < len(row))
            return
        with pq.ParquetFile(self.file) as file:
            for batch in file.iter_batches(columns=[f"c{at}"]):
                yield from batch.column(0).to_pylist()


@dataclass(frozen=True)
class Header:
    """Where a table's declared columns stand in one sheet.

    Attributes:
        position: Index of the header row in the sheet's rows; -1 where the format has names.
        index: Declared column name to cell index; optional absent columns are not in it.
        missing: Preferred headers of required columns that were not found.
        undeclared: Published headers that nothing declares.
        width: Cells of the header row.
        telling: Indexes of the cells that tell rows apart: all but labels.
        titles: Text above the header, where publishers put their dates.
    """

    position: int
    index: dict[str, int]
    missing: list[str]
    undeclared: list[str]
    width: int
    telling: list[int]
    titles: list[str] = field(default_factory=list)


def locate(rows: list[list[Cell]], table: Table) -> Header:
    """Finds the header row among the first rows and places the declared columns in it.

    The header row is the first that holds every marking header; where none does, the row that
    holds most of them is taken so that the missing ones can be named.

    Args:
        rows: First rows of a sheet.
        table: The declaration.
    """
    marks = _marks(table)
    best, most = 0, -1
    for position, row in enumerate(rows[: table.read.header_within]):
        cells = {plain(c) for c in row if c}
        found = sum(1 for spellings in marks if spellings & cells)
        if found > most:
            best, most = position, found
        if marks and found == len(marks):
            break
    header = rows[best] if rows else []
    titles = [c for row in rows[:best] for c in row if c]
    return place(header, table, best, titles)


def place(header: list[Cell], table: Table, position: int, titles: list[str]) -> Header:
    """Matches one header row against the declared columns.

    Args:
        header: Cells of the header row.
        table: The declaration.
        position: Index of the row in its sheet.
        titles: Text above it.
    """
    names = [plain(c) if c else "" for c in header]
    where: dict[tuple[str, int], int] = {}
    seen: Counter[str] = Counter()
    for i, name in enumerate(names):
        seen[name] += 1
        where[(name, seen[name])] = i
    index: dict[str, int] = {}
    missing: list[str] = []
    for key, column in table.columns.items():
        spots = [where.get((plain(h), column.occurrence)) for h in column.headers]
        spot = next((s for s in spots if s is not None), None)
        if spot is not None:
            index[key] = spot
        elif column.required:
            missing.append(column.headers[0])
    taken = set(index.values())
    labels = [plain(g) for g in table.labels]
    globs = [plain(g) for g in table.ignore] + labels
    undeclared = [
        str(header[i])
        for i, name in enumerate(names)
        if name and i not in taken and not any(fnmatchcase(name, g) for g in globs)
    ]
    telling = [
        i
        for i, name in enumerate(names)
        if i in taken or not any(fnmatchcase(name, g) for g in labels)
    ]
    return Header(position, index, missing, undeclared, len(header), telling, titles)


def _marks(table: Table) -> list[set[str]]:
    if table.read.header is not None:
        return [{plain(h)} for h in table.read.header]
    required = [c for c in table.columns.values() if c.required]
    return [{plain(h) for h in column.headers} for column in required]
