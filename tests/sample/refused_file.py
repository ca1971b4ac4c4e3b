"""A file that is refused, so that the sample shows how a refusal looks.

It has the name of SIAF's spending file, and the publisher "renamed" the column of accrued spending.
"""

import csv
from pathlib import Path

from tests.sample.pe_mef_gasto import HEADER
from tests.sample.world import World


def write(folder: Path, world: World) -> None:
    """Writes a spending file without ``MONTO_DEVENGADO``."""
    header = ["MONTO_EJECUTADO" if c == "MONTO_DEVENGADO" else c for c in HEADER]
    with (folder / "2026-Gasto-Mensual.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerow([world.amount(1, 9) if c.startswith("MONTO") else "1" for c in header])
