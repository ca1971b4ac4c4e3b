"""ANM's volumes and royalties: numbers as text, a dash for nothing, compensation rows."""

from pathlib import Path

from tests.sample.co_cce_secop2_contracts import as_csv
from tests.sample.co_world import department
from tests.sample.world import COLOMBIA, World

HEADER = [
    "a_o_liquidado", "periodo_liquidado2", "nombre_departamento", "nombre_municipio",
    "codigo_dane", "id_nombre_del_proyecto2", "nombre_del_proyecto", "recurso_natural",
    "contraprestacion", "volumenes_de_explotacion", "regalias_pagadas",
]  # fmt: skip


def write(folder: Path, world: World) -> None:
    """Writes ``r85m-vv6c_20260331.csv``.

    Args:
        folder: Where the file goes.
        world: Places and random numbers.
    """
    rows = []
    for place in COLOMBIA[4:6]:
        for quarter in range(1, 5):
            volume = world.random.randint(10_000, 900_000)
            row = {
                "a_o_liquidado": "2024",
                "periodo_liquidado2": str(quarter),
                "nombre_departamento": department(place),
                "nombre_municipio": place.name,
                "codigo_dane": str(int(place.code)),
                "id_nombre_del_proyecto2": f"M-{place.code}",
                "nombre_del_proyecto": "MINA INVENTADA",
                "recurso_natural": "CARBON",
                "contraprestacion": "REGALIAS",
                "volumenes_de_explotacion": f"{volume:,}.50",
                "regalias_pagadas": f"{volume * 9_000:,}.25" if quarter < 4 else "- 0",
            }
            rows += [row, row | {"contraprestacion": "COMPENSACION"}] if quarter == 1 else [row]
    (folder / "r85m-vv6c_20260331.csv").write_text(as_csv(HEADER, rows), encoding="utf-8")
