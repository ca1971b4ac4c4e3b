"""A whole refresh of a SIAF-like file, stage by stage, against DuckDB's bare copy of the same file.

The data folder is new each time; beside the file it takes the territories that the file names and
the reference values. ``python -m tests.benchmarks --only refresh`` runs it.
"""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from ingest.settings import ROOT
from tests.benchmarks.conform import bare
from tests.benchmarks.runs import Figures, Job, compare, serve
from tests.benchmarks.siaf import UNITS, write
from tests.benchmarks.stages import refresh

SAMPLE = ROOT / "data" / "sample"
SPENDING = "2024-Gasto.csv"
HEADER = "departamento;provincia;distrito;ubigeo;capital_legal;categoría;altitud;población;"


def inbox(folder: Path) -> Path:
    """A new inbox with the small sources that a refresh of spending needs."""
    folder.mkdir(parents=True)
    for path in (SAMPLE / "int_reference_values").iterdir():
        shutil.copy(path, folder)
    lines = [f"{HEADER}latitud;longitud"]
    for unit in range(UNITS):
        department, province, district = 1 + unit % 25, 1 + unit // 25 % 10, 1 + unit // 250
        code = f"{department:02}{province:02}{district:02}"
        place = f"Departamento {department:02};Provincia {code[:4]};Distrito {code}"
        about = f"Distrito {code};Ciudad;1000.0;{2_000 + unit * 37 % 60_000}"
        lines.append(f"{place};{code};{about};-{department % 18}.25;-{70 + province}.5")
    table = folder / "ubigeo_inei_2025.csv"
    table.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    return folder


def whole(path: Path, folder: Path) -> Figures:
    """From the file in an inbox to the edition."""
    dropped = inbox(folder / "inbox")
    (dropped / SPENDING).hardlink_to(path)
    return refresh(folder / "data", dropped, say=lambda _line: None)


JOBS: dict[str, Job] = {"bare copy": bare, "refresh": whole}


def measure(rows: int, rounds: int) -> dict[str, Any]:
    """Generates the file and runs both jobs on it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / SPENDING
        write(rows, path)
        return compare("tests.benchmarks.refresh", list(JOBS), "bare copy", path, rounds)


if __name__ == "__main__":
    serve(JOBS)
