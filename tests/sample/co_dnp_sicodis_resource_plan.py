"""SICODIS ten-year resource plan: the layout whose columns are all parts."""

from pathlib import Path

import xlsxwriter

from tests.sample.co_world import CREATED, DEPARTMENTS
from tests.sample.world import COLOMBIA, World

HEADER = [
    "Vigencia", "CODIGO ENTIDAD", "NOMBRE ENTIDAD", "Asignación para la Paz",
    "Asignaciones Directas (20% del SGR)", "Asignaciones Directas Anticipadas (5% del SGR)",
    "Asignación para la Inversión Local según NBI y cuarta,quinta y sexta categoría",
    "Asignación para la Inversión Local - Ambiente y Desarrollo Sostenible",
    "Pueblos y Comunidades Indígenas",
    "Pueblos y Comunidades Indígenas - Ambiente y Desarrollo Sostenible", "Comunidades NARP",
    "Comunidades NARP - Ambiente y Desarrollo Sostenible", "Pueblo Rrom o Gitano",
    "Pueblo Rrom o Gitano - Ambiente y Desarrollo Sostenible",
    "Asignación para la Inversión Regional - Departamentos",
    "Asignación para la Inversión Regional - Regiones", "Asignación Ambiental",
    "Asignación para la Ciencia  Tecnología e Innovación - Convocatorias 2021",
    "Asignación para la Ciencia  Tecnología e Innovación - Convocatorias",
    "Asignación para la Ciencia  Tecnología e Innovación - Convocatorias 2021 - Ambiente y "
    "Desarrollo Sostenible",
    "Asignación para la Ciencia  Tecnología e Innovación - Ambiente y Desarrollo Sostenible - "
    "Convocatorias",
    "Corporación Autónoma del Rio Grande de la Magdalena",
    "Fondo de Ahorro y Estabilización (FAE)",
    "Fondo Nacional de Pensiones de las Entidades Territoriales (FONPET)",
    "Funcionamiento  operatividad y administración del sistema",
    "Sistema de Seguimiento   Evaluación y Control (SSEC)", "TOTAL",
]  # fmt: skip
YEARS = range(2025, 2028)
DIRECT, LOCAL, DEPARTMENTAL, PEACE = 4, 6, 14, 3


def write(folder: Path, world: World) -> None:
    """Writes ``plan-recursos-2021-2030.xlsx``, three of its years.

    Args:
        folder: Where the file goes.
        world: Places and random numbers.
    """
    with xlsxwriter.Workbook(folder / "plan-recursos-2021-2030.xlsx") as book:
        book.set_properties({"created": CREATED})
        sheet = book.add_worksheet("Datos Reporte")
        sheet.write(2, 1, "Sistema General de Regalías\n")
        sheet.write_row(15, 1, HEADER)
        row = 16
        for year in YEARS:
            for code, name, parts in _bodies(world):
                amounts = [parts.get(i, 0) for i in range(PEACE, len(HEADER) - 1)]
                sheet.write_row(row, 1, [str(year), code, name, *amounts, sum(amounts)])
                row += 1


def _bodies(world: World) -> list[tuple[str, str, dict[int, int]]]:
    def amount() -> int:
        return world.random.randint(100, 900) * 1_000_000

    found = [("01000", "Asignaciones para la Paz", {PEACE: amount()})]
    found += [(p.code, p.name.title(), {DIRECT: amount(), LOCAL: amount()}) for p in COLOMBIA]
    for code, name in DEPARTMENTS.items():
        found.append((f"{code}000", name.title(), {DIRECT: amount(), DEPARTMENTAL: amount()}))
    return found
