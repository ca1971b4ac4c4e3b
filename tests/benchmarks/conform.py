"""Conforming a SIAF-like file against DuckDB's bare CSV to Parquet copy, and against peers.

``python -m tests.benchmarks --only conform`` runs it.
"""

import gzip
import shutil
import tempfile
from pathlib import Path
from typing import Any

from tests.benchmarks.peers import PEERS
from tests.benchmarks.runs import Job, compare, serve
from tests.benchmarks.siaf import write
from tests.sample.pe_mef_gasto import HEADER


def bare(path: Path, folder: Path) -> None:
    """DuckDB alone: every column as text, to zstd Parquet."""
    import duckdb

    columns = ", ".join(f"'{c}': 'VARCHAR'" for c in HEADER)
    with duckdb.connect() as con:
        con.execute("set preserve_insertion_order = false")
        con.execute(
            f"copy (select * from read_csv('{path}', columns={{{columns}}}, header=true, "
            "delim=',', quote='\"', escape='\"', auto_detect=false)) "
            f"to '{folder / 'bare.parquet'}' (format parquet, compression zstd)"
        )


def conformed(path: Path, folder: Path) -> None:
    """The same file through recognition, landing's rules, conform and rejects."""
    conform_as("pe_mef_gasto", path, folder)


def unpacked(path: Path, folder: Path) -> None:
    """The same file as the publisher may pack it."""
    conform_as("pe_mef_gasto", path.with_name(path.name + ".gz"), folder)


def conform_as(source_id: str, path: Path, folder: Path) -> None:
    """Conforms a file of a source into a folder."""
    import datetime as dt

    from ingest.conform import conform
    from ingest.models import Vintage
    from ingest.registry import load_sources
    from ingest.settings import Settings
    from ingest.vintages import recognise

    source = load_sources()[source_id]
    found = recognise(path, {source.id: source})
    vintage = Vintage(
        vintage_id="benchmark",
        source_id=source.id,
        layout=found.layout.name,
        slice=found.slice,
        kind="snapshot",
        retrieved_at=dt.datetime.now(dt.UTC),
        origin=path.name,
        filename=path.name,
        sha256="0" * 64,
        bytes=path.stat().st_size,
        data_as_of=None,
    )
    conform(source, vintage, path, folder / "staging", Settings(data_dir=folder / "data"))


JOBS: dict[str, Job] = {
    "bare copy": bare,
    "conform": conformed,
    "conform csv.gz": unpacked,
    **PEERS,
}


def measure(rows: int, rounds: int) -> dict[str, Any]:
    """Generates the file and runs all jobs on it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "2024-Gasto.csv"
        write(rows, path)
        with path.open("rb") as plain, gzip.open(f"{path}.gz", "wb", compresslevel=6) as packed:
            shutil.copyfileobj(plain, packed, 1024**2)
        return compare("tests.benchmarks.conform", list(JOBS), "bare copy", path, rounds)


if __name__ == "__main__":
    serve(JOBS)
