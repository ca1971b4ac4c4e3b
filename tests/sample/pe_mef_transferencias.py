"""Transfers by beneficiary as a person exports them: a title, a header, a total row."""

from pathlib import Path

from tests.sample.world import PERU, World

HEADER = "Año,Mes,Ubigeo,Entidad,Concepto,Monto Autorizado,Monto Acreditado"


def write(folder: Path, world: World) -> None:
    """Writes two years.

    Args:
        folder: Where the files go.
        world: Places and random numbers.
    """
    for year in (2024, 2025):
        lines = [f"Transferencias de canon {year} (MUESTRA)", HEADER]
        for place in PERU:
            for month, concept in ((1, "CANON MINERO"), (7, "CANON MINERO"), (7, "REGALIA MINERA")):
                amount = world.amount(100_000, 2_000_000)
                entity = f"MUNICIPALIDAD DE {place.name} (MUESTRA)"
                lines.append(f"{year},{month},{place.code},{entity},{concept},{amount},{amount}")
        region = world.amount(1_000_000, 9_000_000)
        lines.append(f"{year},7,180000,GOBIERNO REGIONAL (MUESTRA),CANON MINERO,{region},{region}")
        lines.append(f"{year},,,TOTAL,,1,1")
        name = f"transferencias_mef_{year}.csv"
        (folder / name).write_text("\n".join(lines) + "\n", encoding="cp1252")
