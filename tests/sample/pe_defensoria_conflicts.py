"""Mining conflicts: invented cases in real places, one without its district."""

from pathlib import Path

import xlsxwriter

from tests.sample.pe_mef_invierte import CREATED
from tests.sample.world import PERU, World

HEADER = (
    "caso pais departamento provincia distrito empresa tipo actividad estado fase vio_if dial_if "
    "competencia lat lon"
)


def write(folder: Path, world: World) -> None:
    """Writes one month.

    Args:
        folder: Where the file goes.
        world: Places and random numbers.
    """
    with xlsxwriter.Workbook(folder / "conflictos_mineros_2025-06.xlsx") as book:
        book.set_properties({"created": CREATED})
        sheet = book.add_worksheet("Sheet1")
        sheet.write_row(0, 0, HEADER.split(" "))
        for n, p in enumerate(PERU, start=1):
            state, phase = world.random.choice([("Activo", "Diálogo"), ("Latente", "Latente")])
            talk = "Sí" if phase == "Diálogo" else "No"
            place = [
                p.region.title(),
                p.province.title(),
                "No detalla" if n == 3 else p.name.title(),
            ]
            what = [f"Minera Muestra {n}", "Socioambiental", "Minería", state, phase, "No", talk]
            sheet.write_row(
                n, 0, [f"Caso de muestra {n}", "Peru", *place, *what, "Gobierno nacional"]
            )
