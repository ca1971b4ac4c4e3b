"""How conform grows: the same work at once, ten and fifty times the rows.

A ratio is a row's cost against that of a row of the smallest file; at most 1 is at most linear.
Memory is what ``VETA_MEMORY_LIMIT`` lets DuckDB take (4 GB where it is not set) and what Python
needs. One file lies on the disk at a time; a size that does not fit beside what the disk holds is
left out and named. ``python -m tests.benchmarks --only growth --rounds 1`` runs it.
"""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from tests.benchmarks.runs import FIGURES, compare
from tests.benchmarks.siaf import write

FACTORS = (1, 10, 50)
BYTES_PER_ROW = 1_200  # of the file and of what conform writes beside it


def measure(rows: int, rounds: int) -> dict[str, Any]:
    """Generates each file, conforms it and removes it."""
    found: dict[str, Any] = {}
    least: dict[str, float] = {}
    for factor in FACTORS:
        many = rows * factor
        with tempfile.TemporaryDirectory() as folder:
            if many * BYTES_PER_ROW > shutil.disk_usage(folder).free:
                print(f"{many:,} rows: the disk has no room for them")
                continue
            path = Path(folder) / "2024-Gasto.csv"
            write(many, path)
            seen = compare("tests.benchmarks.conform", ["conform"], "conform", path, rounds)
        figures = {f: seen["conform"][f] for f in FIGURES}
        per_row = {f: figures[f] / many for f in ("cpu", "wall")}
        least = least or per_row
        ratios = {f"{f}_ratio": round(per_row[f] / least[f], 3) for f in per_row}
        found[f"{many:,} rows"] = figures | ratios
    return found
