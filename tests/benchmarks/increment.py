"""One new file beside many years: what a refresh costs then, and one that finds nothing new.

Against the whole refresh of the same file in an empty folder, each with the command that people
type. ``python -m tests.benchmarks --only increment`` runs it.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.benchmarks.refresh import inbox
from tests.benchmarks.runs import Figures, Job, compare, serve
from tests.benchmarks.siaf import write

YEARS = range(2010, 2025)
NEW = "2025-Gasto.csv"


def alone(path: Path, folder: Path) -> None:
    """The new file in an empty data folder."""
    dropped = inbox(folder / "inbox")
    (dropped / NEW).hardlink_to(path / NEW)
    _veta(folder / "data", dropped)


def beside(path: Path, folder: Path) -> Figures:
    """Many years, then the new file, then nothing."""
    dropped, told = inbox(folder / "inbox"), {}
    for file in path.glob("*.csv"):
        if file.name != NEW:
            (dropped / file.name).hardlink_to(file)
    told["many years"] = _veta(folder / "data", dropped)
    (dropped / NEW).hardlink_to(path / NEW)
    told["one new file"] = _veta(folder / "data", dropped)
    told["nothing new"] = _veta(folder / "data", dropped)
    return told


JOBS: dict[str, Job] = {"the file alone": alone, "the file among years": beside}


def measure(rows: int, rounds: int) -> dict[str, Any]:
    """Generates fifteen years of so many rows together, and one month more."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for year in YEARS:
            write(rows // len(YEARS), folder / f"{year}-Gasto.csv", str(year))
        write(rows // len(YEARS) // 12, folder / NEW, NEW[:4])
        return compare("tests.benchmarks.increment", list(JOBS), "the file alone", folder, rounds)


def _veta(data: Path, dropped: Path) -> dict[str, float]:
    """Runs ``veta refresh``; its processor and wall seconds, dbt's included."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "orchestration.cli", "refresh", "--inbox", str(dropped)],
        env={**os.environ, "VETA_DATA_DIR": str(data)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - started
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"cpu": cpu, "wall": wall}


if __name__ == "__main__":
    serve(JOBS)
