"""Builds the models on DuckDB and on a Spark cluster of two workers, and compares every table.

``python -m tests.engines FOLDER`` over the lake of a data folder, which is only read;
``python -m tests.engines --rows 1000000`` over so many generated rows of spending. One worker is
killed in mid-build unless ``--spare`` is given. Exit 1 where a table differs. The two warehouses
stay in ``--keep DIR``, and ``python -m tests.engines.compare ONE OTHER`` compares any two again.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import duckdb

from ingest.settings import Settings
from tests.benchmarks import siaf
from tests.engines.builds import on_duckdb, on_spark, over
from tests.engines.compare import differences
from tests.engines.lake import fill

KILLED_AFTER = 60
T = TypeVar("T")


def main() -> int:
    """Runs what was asked for; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.engines", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", help="a data folder with a lake")
    parser.add_argument("--rows", type=int, help="generated rows of spending instead")
    parser.add_argument("--spare", action="store_true", help="kill no worker")
    parser.add_argument("--keep", type=Path, help="where both builds stay")
    given = parser.parse_args()
    if (given.folder is None) == (given.rows is None):
        parser.error("FOLDER or --rows")
    with tempfile.TemporaryDirectory() as scratch:
        root = given.keep or Path(scratch)
        lake = given.folder / "lake" if given.folder else _generated(given.rows, root)
        one = _timed("DuckDB", lambda: on_duckdb(over(lake, root / "duckdb", "duckdb")))
        kill = 0 if given.spare else KILLED_AFTER
        on_both = over(lake, root / "spark", "spark")
        other = _timed("Spark", lambda: on_spark(on_both, kill_after=kill))
        found = differences(one, other)
        for difference in found:
            print(difference)
        print(f"{_size(other)}: {f'{len(found)} differences' if found else 'equal'}")
    return 1 if found else 0


def _generated(rows: int, root: Path) -> Path:
    inbox = root / "inbox"
    inbox.mkdir(parents=True)
    siaf.write(rows, inbox / f"{siaf.YEAR}-Gasto.csv")
    settings = Settings(data_dir=root / "generated", lang="en")
    loaded = _timed("Conform", lambda: fill(settings, inbox))
    print(f"{loaded:,} rows in the lake")
    return settings.paths.lake


def _timed(what: str, work: Callable[[], T]) -> T:
    started = time.perf_counter()
    result = work()
    load = os.getloadavg()[0]
    print(f"{what}: {time.perf_counter() - started:,.0f} s (load {load:.1f})", flush=True)
    return result


def _size(warehouse: Path) -> str:
    with duckdb.connect(str(warehouse), read_only=True) as con:
        tables = con.sql("select estimated_size from duckdb_tables()").fetchall()
    return f"{len(tables)} tables, {sum(rows for (rows,) in tables):,} rows"


if __name__ == "__main__":
    sys.exit(main())
