"""One new file beside many years: what a refresh costs then, and one that finds nothing new.

Against the whole refresh of the same file in an empty folder. Downloads stand apart too: each names
its edition, so a table that changed at all is written out whole.
``python -m tests.benchmarks --only increment`` runs it.
"""

import json
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
from tests.benchmarks.stages import refresh

YEARS = range(2010, 2025)
NEW = "2025-Gasto.csv"
REFRESH = "--refresh"
LIES_S = 3  # a file lies in the inbox for a while before somebody looks


def alone(path: Path, folder: Path) -> Figures:
    """The new file in an empty data folder."""
    dropped = inbox(folder / "inbox")
    (dropped / NEW).hardlink_to(path / NEW)
    return _refreshed("alone", folder / "data", dropped)


def beside(path: Path, folder: Path) -> Figures:
    """Many years, then the new file, then nothing."""
    dropped = inbox(folder / "inbox")
    for file in path.glob("*.csv"):
        if file.name != NEW:
            (dropped / file.name).hardlink_to(file)
    told = _refreshed("many years", folder / "data", dropped)
    (dropped / NEW).hardlink_to(path / NEW)
    time.sleep(LIES_S)
    told |= _refreshed("one new file", folder / "data", dropped)
    return told | {"nothing new": _asked(folder / "data", dropped)}


JOBS: dict[str, Job] = {"the file alone": alone, "the file among years": beside}


def measure(rows: int, rounds: int) -> dict[str, Any]:
    """Generates fifteen years of so many rows together, and one month more."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for year in YEARS:
            write(rows // len(YEARS), folder / f"{year}-Gasto.csv", str(year))
        write(rows // len(YEARS) // 12, folder / NEW, NEW[:4])
        return compare("tests.benchmarks.increment", list(JOBS), "the file alone", folder, rounds)


def _refreshed(name: str, data: Path, dropped: Path) -> Figures:
    """Refreshes in a process of its own; processor and wall seconds with and without downloads."""
    command = [sys.executable, "-m", "tests.benchmarks.increment", REFRESH, str(data), str(dropped)]
    started = time.perf_counter()
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    wall = time.perf_counter() - started
    found: Figures = json.loads(done.stdout.splitlines()[-1])
    downloads = found["downloads"]
    whole = {"cpu": sum(f["cpu"] for f in found.values()), "wall": wall}
    return {name: whole, f"{name}, less downloads": {f: whole[f] - downloads[f] for f in whole}}


def _asked(data: Path, dropped: Path) -> dict[str, float]:
    """What people type, where there is nothing to do; it imports no more than it needs."""
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
    if sys.argv[1] == REFRESH:
        print(json.dumps(refresh(Path(sys.argv[2]), Path(sys.argv[3]), say=lambda _line: None)))
    else:
        serve(JOBS)
