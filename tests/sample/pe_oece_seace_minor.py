"""Minor purchases: two looks at the list, of 18 and of 20 columns."""

import csv
from pathlib import Path

from tests.sample.world import PERU, World

HEADER = [
    *("idContrato", "codigo_contratacion", "estado", "objeto_contratacion", "entidad"),
    *("ruc_entidad", "departamento", "provincia", "distrito", "fecha_publicacion"),
    *("fecha_vencimiento", "tiempo_restante_texto", "moneda", "monto_referencial", "descripcion"),
    *("enlace_publico", "fecha_ultima_actualizacion", "fecha_vencimiento_raw"),
]
GROWN = [*HEADER[:16], "enlace_requerimiento", "requerimiento_consultado", *HEADER[16:]]


def write(folder: Path, world: World) -> None:
    """Writes two looks; some purchases stand in both.

    Args:
        folder: Where the files go.
        world: Places and random numbers.
    """
    for day, header, first in (("2026-01-10", HEADER, 1), ("2026-01-20", GROWN, 6)):
        path = folder / f"contrataciones_muestra.{day}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            out = csv.DictWriter(file, header, restval="")
            out.writeheader()
            out.writerows(_row(world, n, day) for n in range(first, first + 10))


def _row(world: World, n: int, day: str) -> dict[str, str]:
    place = PERU[n % len(PERU)]
    hour = world.random.randint(8, 17)
    return {
        "idContrato": str(9_900_000 + n),
        "codigo_contratacion": f"CM-{n}-2026-MUESTRA",
        "estado": "Vigente",
        "objeto_contratacion": "Bien" if n % 2 else "Servicio",
        "entidad": f"MUNICIPALIDAD DISTRITAL DE {place.name} (MUESTRA)",
        "departamento": place.region,
        "distrito": place.name if n % 3 else "",
        "fecha_publicacion": f"{day}T{hour:02d}:05:59-05:00",
        "fecha_vencimiento": f"{day[:8]}28T17:00:00-05:00",
        "descripcion": f"ADQUISICIÓN DE MUESTRA {n}",
        "enlace_publico": "https://example.org/muestra",
    }
