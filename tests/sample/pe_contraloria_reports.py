"""Control reports: invented reports on invented bodies."""

import csv
from pathlib import Path

from tests.sample.world import PERU, World

HEADER = (
    "región,tipodeservicio,ndeinforme,entidad,títulodelinforme,evento,operativo,"
    "npersonasconpresuntarespons,tipoderesponsabilidad,fechaemisión,fechaconclusión,"
    "fechapublicación,informe,ficharesumen"
)


def write(folder: Path, world: World) -> None:
    """Writes a consolidated table.

    Args:
        folder: Where the file goes.
        world: Places and random numbers.
    """
    path = folder / "informes_consolidado_nacional_2023_2025.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADER.split(","))
        for n, place in enumerate(PERU, start=1):
            entity, title = f"MUNICIPALIDAD DE {place.name} (MUESTRA)", f"INFORME DE MUESTRA {n}"
            persons = world.random.randint(1, 9)
            url = "https://example.org/muestra.pdf"
            what = ["ADMINISTRATIVO ENTIDAD", *(f"{d:02d}/03/2024" for d in (n, n + 1, n + 2))]
            start = [place.region, "SERVICIO", f"{n:03d}-2024-2-9999", entity, title, "", ""]
            out.writerow([*start, persons, *what, f"{url} 2024CPO99", url])
