"""SICODIS monthly collection for operation: 24 months twice, collected and projected."""

from pathlib import Path

import xlsxwriter

from tests.sample.co_dnp_sicodis_operating_budget import TITLES, bodies
from tests.sample.co_world import CREATED
from tests.sample.world import World

MONTHS = "Ene Feb Mar Abr May Jun Jul Ago Sep Oct Nov Dic"
NAMES = [f"Recaudo\n{month} {year}" for year in (25, 26) for month in MONTHS.split()]
HEADER = [
    "CodEntidad", "Asignación ", "Concepto", "NombreEntidad", "Presupuesto Corriente",
    *NAMES, "Total recaudo", "Avance recaudo", *NAMES, "Total recaudo", "Avance recaudo",
]  # fmt: skip


def write(folder: Path, world: World) -> None:
    """Writes ``detalle-recaudo-2025_20260211.xlsx``.

    Args:
        folder: Where the file goes.
        world: Random numbers.
    """
    with xlsxwriter.Workbook(folder / "detalle-recaudo-2025_20260211.xlsx") as book:
        book.set_properties({"created": CREATED})
        sheet = book.add_worksheet("Reporte Fun - Recaudo")
        sheet.write_column(2, 1, TITLES)
        sheet.write_row(16, 1, HEADER)
        for row, body in enumerate(bodies(), start=17):
            planned = [world.random.randint(8, 16) * 1_000_000 for _ in NAMES]
            collected = [round(p * 0.9, 2) for p in planned[:12]] + [0.0] * 12
            budget, total = sum(planned), round(sum(collected), 2)
            first = [*body, budget, *collected, total, total / budget]
            sheet.write_row(row, 1, [*first, *planned, budget, 1])
