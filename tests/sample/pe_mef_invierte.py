"""Invierte.pe by location: a workbook with one row per project and place."""

import datetime as dt
from pathlib import Path

import xlsxwriter

from tests.sample.world import CUI, PERU, World

HEADER = [
    *("Código único de inversión", "Nombre de la inversión", "Monto viable"),
    *("Estado de la inversión", "Sector", "Entidad", "Ejecutora", "Fecha de registro"),
    *("Fecha de viabilidad", "Costo actualizado", "Descripción de la alternativa"),
    *("Beneficiarios", "Departamento", "Provincia", "Distrito", "Ubigeo"),
]
CREATED = dt.datetime(2025, 6, 30)  # noqa: DTZ001 - a workbook keeps no zone


def write(folder: Path, world: World) -> None:
    """Writes one workbook: a project in two places, a province-wide one, one without a code.

    Args:
        folder: Where the file goes.
        world: Projects, places and random numbers.
    """
    rows = []
    for n, code in enumerate(CUI):
        place = PERU[n % len(PERU)]
        row = _row(world, code, n)
        rows.append([*row, place.region, place.province, place.name, place.code])
        if n == 0:
            other = PERU[1]
            rows.append([*row, other.region, other.province, other.name, other.code])
        if n == 1:
            rows.append([*row, place.region, place.province, "- TODOS -", place.code[:4] + "00"])
    last = PERU[0]
    rows.append([*_row(world, "", 9), last.region, last.province, last.name, last.code])
    rows += [[*_row(world, f"98{n:05d}", n), *rows[0][-4:]] for n in range(1, 9)]
    with xlsxwriter.Workbook(folder / "Muestra_Filtrado.xlsx") as book:
        book.set_properties({"created": CREATED})
        sheet = book.add_worksheet("Sheet1")
        for number, row in enumerate([HEADER, *rows]):
            sheet.write_row(number, 0, row)


def _row(world: World, code: str, n: int) -> list[object]:
    cost = float(world.amount(500_000, 40_000_000))
    name = f"MEJORAMIENTO DE MUESTRA {n + 1}"
    state = "CERRADO" if n % 4 == 3 else "ACTIVO"
    entity = "MUNICIPALIDAD DE MUESTRA"
    days = ["04/05/2020", "20/06/2020"]
    return [code, name, cost, state, "TRANSPORTE", entity, entity, *days, cost, "Texto.", 100]
