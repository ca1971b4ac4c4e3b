"""Regional projects of Consulta Amigable: a workbook in millions of soles."""

import datetime as dt
from pathlib import Path

import xlsxwriter

from tests.sample.world import CUI, World

HEADER = ["", "CUI", "Proyecto", "PIA_2022", "PIM_2022", "DEV_2022", "GIR_2022", "Pliego"]
CREATED = dt.datetime(2022, 12, 31)  # noqa: DTZ001 - a workbook keeps no zone


def write(folder: Path, world: World) -> None:
    """Writes the workbook of 2022, a total row included.

    Args:
        folder: Where the file goes.
        world: Projects and random numbers.
    """
    with xlsxwriter.Workbook(folder / "Proy_GR_2022_consulta_amigable.xlsx") as book:
        book.set_properties({"created": CREATED})
        sheet = book.add_worksheet("Sheet1")
        sheet.write_row(0, 0, HEADER)
        for row, cui in enumerate(CUI, start=1):
            budget = round(world.random.uniform(1, 40), 6)
            accrued = round(budget * world.random.uniform(0.3, 0.95), 6)
            cells = [row - 1, cui, f"PROYECTO DE MUESTRA {row}", round(budget * 0.6, 6), budget]
            pliego = "455" if row % 2 else "441"
            sheet.write_row(row, 0, [*cells, accrued, round(accrued * 0.9, 6), pliego])
        sheet.write_row(len(CUI) + 1, 0, ["", "TOTAL", "", 1, 1, 1, 1, ""])
