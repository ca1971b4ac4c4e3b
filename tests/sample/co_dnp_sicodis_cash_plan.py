"""Biennial cash plan of SICODIS: two workbooks, the older one without fund codes."""

from pathlib import Path

import xlsxwriter

from ingest.text import MONTHS_ES
from tests.sample.co_world import CREATED, DEPARTMENTS
from tests.sample.world import COLOMBIA, World

MONTHS = [month.title() for month in MONTHS_ES]
DIRECT = ("ADIR", "Asignaciones Directas (20% del SGR)", "Asignaciones Directas 20%")
LOCAL = (
    "AIL",
    "Asignación para la Inversión Local según NBI y cuarta, quinta y sexta categoría",
    "Asignación para la Inversión Local según NBI y cuarta, quinta y sexta categoría",
)
# Beneficiaries that are no territory hold a large part of the money.
POTS = [
    ("AIRR", "Asignación para la Inversión Regional - Regiones", "RE001", "Región Caribe"),
    ("FNPT", "Fondo Nacional de Pensiones de las Entidades Territoriales (FONPET)", "FO001",
     "FONPET"),
    ("ADIR", DIRECT[2], "C0006", "Corpocesar"),
    ("PYCI", "Pueblos y Comunidades Indígenas", "CI001", "Comunidades Indígenas"),
]  # fmt: skip
Row = tuple[str, str, str, str, str, str, int]  # code, concept, department, its name, code, name


def write(folder: Path, world: World) -> None:
    """Writes the plans of 2021-2022 and 2023-2024.

    Args:
        folder: Where the files go.
        world: Places and random numbers.
    """
    _book(folder / "plan-bienal-caja-2021-2022.xlsx", 2021, False, world)
    _book(folder / "plan-bienal-caja-2023-2024.xlsx", 2023, True, world)


def _book(path: Path, year: int, coded: bool, world: World) -> None:
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": CREATED})
        sheet = book.add_worksheet("PBC beneficiarios" if coded else "PBC consolidado")
        sheet.write(1, 0, f"Sistema General de Regalías\nPlan Bienal de Caja SGR {year}-{year + 1}")
        header = ["Concepto", "Código Departamento", "Departamento", "Código", "Beneficiario"]
        header = ["CC", *header] if coded else header
        sheet.write_row(12, 0, [*header, *MONTHS, "", *MONTHS])
        for row, (fund, *place, month) in enumerate(_rows(coded), start=13):
            cells = [fund, *place] if coded else place
            months = [round(month * world.random.uniform(0.8, 1.2), 2) for _ in range(24)]
            sheet.write_row(row, 0, [*cells, *months[:12], "", *months[12:]])


def _rows(coded: bool) -> list[Row]:
    rows: list[Row] = []
    for fund, new, old in (DIRECT, LOCAL):
        concept = new if coded else old
        for place in COLOMBIA:
            code = place.code[:2]
            padded = DEPARTMENTS[code].title().ljust(30)
            rows.append((fund, concept, f"{code}000", padded, place.code, place.name, 90_000_000))
    for code, name in DEPARTMENTS.items():
        title, head = name.title(), f"{code}000"
        rows.append((DIRECT[0], DIRECT[1 if coded else 2], head, title, head, title, 400_000_000))
    for fund, concept, code, name in POTS:
        rows.append((fund, concept, code, name, code, name, 300_000_000))
    return rows
