"""SEACE's search list of one department, with values that are not published."""

import csv
from pathlib import Path

from tests.sample.world import World

HEADER = [
    *("N°", "Nombre o Sigla de la Entidad", "Fecha y Hora de Publicacion", "Nomenclatura"),
    *("Reiniciado Desde", "Objeto de Contratación", "Descripción de Objeto"),
    *("VR / VE / Cuantía de la contratación", "Moneda", "Versión SEACE"),
]


def write(folder: Path, world: World) -> None:
    """Writes the list.

    Args:
        folder: Where the file goes.
        world: Random numbers.
    """
    with (folder / "procesos_MOQUEGUA_2026.csv").open(
        "w", encoding="utf-8-sig", newline=""
    ) as file:
        out = csv.writer(file)
        out.writerow(HEADER)
        for n in range(1, 9):
            value = f"{float(world.amount(10_000, 9_000_000)):,.2f}" if n % 2 else "---"
            entity, text = "MUNICIPALIDAD DE MUESTRA", f"OBRA DE MUESTRA {n}"
            code = f"LP-ABR-{n}-2026-MUESTRA-1"
            out.writerow(
                [n, entity, f"{n:02d}/01/2026 15:09", code, "", "Obra", text, value, "Soles", 3]
            )
