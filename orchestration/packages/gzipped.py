"""CSV of a table too long for any spreadsheet, compressed while it is written.

DuckDB compresses by zlib in the thread that writes; ISA-L does the same format several times
faster, and beside it. The rows pass through a pipe: they are never on disk unpacked.
"""

import os
from pathlib import Path
from threading import Thread

import duckdb
from isal import igzip_threaded

from orchestration.manifest import PublicTable
from orchestration.packages.cells import write_csv

CHUNK = 1 << 20


def write_csv_gz(con: duckdb.DuckDBPyConnection, path: Path, table: PublicTable) -> None:
    """Writes a table's rows, in their order, as gzip of the CSV; the same rows give the same bytes.

    Args:
        con: Connection to the edition's database.
        path: New file.
        table: The table.

    Raises:
        OSError: The file could not be written.
        duckdb.Error: The rows could not be read.
    """
    source, sink = os.pipe()
    packing = _Packing(source, path)
    packing.start()
    try:
        # DuckDB takes file names only; this one is the pipe.
        write_csv(con, Path(f"/dev/fd/{sink}"), table)
    except duckdb.Error:
        if packing.error is None:
            raise
    finally:
        os.close(sink)
        packing.join()
    if (
        packing.error is not None
    ):  # a full disk, say: the pipe that DuckDB then complains of hides it
        raise packing.error


class _Packing(Thread):
    """Reads a pipe to its end into a gzip file."""

    def __init__(self, source: int, path: Path) -> None:
        super().__init__(name="csv.gz", daemon=True)
        self.source = source
        self.path = path
        self.error: OSError | None = None

    def run(self) -> None:
        with os.fdopen(self.source, "rb", buffering=CHUNK) as rows:
            try:
                with igzip_threaded.open(self.path, "wb", threads=1) as packed:
                    while chunk := rows.read(CHUNK):
                        packed.write(chunk)
            except OSError as error:
                self.error = error
