"""Municipal population as SICODIS copies it: rows of cells in JSON; invented figures."""

import json
from pathlib import Path

from tests.sample.co_world import department
from tests.sample.world import COLOMBIA, World

YEARS = range(2013, 2026)


def write(folder: Path, world: World) -> None:
    """Writes ``Datos_Poblacion.json``.

    Args:
        folder: Where the file goes.
        world: Random numbers.
    """
    rows: list[list[str | int]] = [["CÓDIGO DANE", "DEPARTAMENTO", "MUNICIPIO", *YEARS]]
    for place in COLOMBIA:
        people = world.random.randint(5_000, 80_000)
        grown = [round(people * 1.01 ** (year - YEARS[0])) for year in YEARS]
        rows.append([place.code, department(place), place.name, *grown])
    document = {"sheet": "Datos_Población", "rows": rows}
    text = json.dumps(document, ensure_ascii=False)
    (folder / "Datos_Poblacion.json").write_text(text + "\n", encoding="utf-8")
