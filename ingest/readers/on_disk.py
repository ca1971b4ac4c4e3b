"""Keeps the rows of a table on disk while they are read, so that memory does not grow with them."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.readers.sheet import Cell, Sheet

ROWS_AT_ONCE = 20_000


class Rows:
    """Rows that become a sheet."""

    def __init__(
        self, name: str, columns: list[str], number: int, folder: TemporaryDirectory[str]
    ) -> None:
        """Opens the file.

        Args:
            name: Of the sheet.
            columns: Its header.
            number: ``source_row`` of the header.
            folder: Where the file is; it lives as long as the sheet.
        """
        cells = ((f"c{i}", pa.string()) for i in range(len(columns)))
        self._schema = pa.schema([("source_row", pa.int64()), *cells])
        self._name, self._columns, self._number, self._folder = name, columns, number, folder
        self._path = Path(folder.name) / f"{name}.parquet"
        self._file = pq.ParquetWriter(self._path, self._schema, compression="lz4")
        self._waiting: list[list[Cell]] = []
        self._written = 0

    def add(self, row: dict[str, Cell]) -> None:
        """Takes a row by the names of its columns."""
        self._waiting.append([row.get(c) for c in self._columns])
        if len(self._waiting) >= ROWS_AT_ONCE:
            self._write()

    def sheet(self) -> Sheet:
        """Ends the file; gives the sheet that reads from it."""
        self._write()
        self._file.close()
        header: list[Cell] = list(self._columns)
        return Sheet(self._name, [header], [self._number], self._path, self._folder)

    def _write(self) -> None:
        first = self._number + self._written + 1
        numbers = pa.array(range(first, first + len(self._waiting)), pa.int64())
        cells = [
            pa.array((row[i] for row in self._waiting), pa.string())
            for i in range(len(self._columns))
        ]
        self._file.write_table(pa.Table.from_arrays([numbers, *cells], schema=self._schema))
        self._written += len(self._waiting)
        self._waiting.clear()
