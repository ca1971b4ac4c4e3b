"""SICODIS operating budget: one report of the biennium 2025-2026."""

from pathlib import Path

import xlsxwriter

from tests.sample.co_world import CREATED, DEPARTMENTS
from tests.sample.world import COLOMBIA, World

HEADER = [
    "CodEntidad", "Asignación ", "Concepto", "NombreEntidad", "Presupuesto Corriente",
    "Presupuesto Otros", "Presupuesto Asignado", "Disponibilidad Inicial", "Presupuesto Vigente",
    "Recursos Bloqueados", "Presupuesto Disponible", "Recaudo Otros", "Recaudo Corriente",
    "Recaudo Total", "Avance Recaudo Corriente", "Caja Total", "CDP", "Compromisos", "Pagos",
    "Saldo por Comprometer", "% Ejecución a Compromisos", "Caja Disponible",
    "Saldo Disponible a Pagos", "Saldo Sin Afectación",
]  # fmt: skip
OPERATION = "Funcionamiento SGR"
TITLES = [
    "Sistema General de Regalías\n Pesos Corrientes",
    "Fecha de actualización: enero 31 de 2026",
    "Fecha de corte de recaudo: enero 15 de 2026",
    "Presupuesto 2025-2026 Ley 2441 de 2024",
]


def bodies() -> list[tuple[str, str, str, str]]:
    """Code, allocation, concept and name of each body that receives money for operation."""
    local = "Fortalecimiento entidades territoriales"
    found = [
        ("FU003", OPERATION, "Órganos SGR", "Órgano inventado"),
        ("MO001", "Sistema de Seguimiento, Evaluación y Control (SSEC)", "Seguimiento", "SSEC"),
    ]
    found += [(p.code, OPERATION, f"{local} - Municipios", p.name.title()) for p in COLOMBIA]
    for code, name in DEPARTMENTS.items():
        found.append((f"{code}000", OPERATION, f"{local} - Departamentos", name.title()))
    return found


def write(folder: Path, world: World) -> None:
    """Writes ``gestion-financiera-2025_20260211.xlsx``.

    Args:
        folder: Where the file goes.
        world: Random numbers.
    """
    with xlsxwriter.Workbook(folder / "gestion-financiera-2025_20260211.xlsx") as book:
        book.set_properties({"created": CREATED})
        sheet = book.add_worksheet("Reporte Fun - Ejecucion")
        sheet.write_column(2, 1, TITLES)
        sheet.write_row(14, 1, HEADER)
        for row, body in enumerate(bodies(), start=15):
            budget = world.random.randint(200, 400) * 1_000_000
            blocked, collected = budget // 5, budget * 2 // 5
            free = budget - blocked
            spent = [free * 6 // 10, free * 5 // 10, free * 3 // 10]
            money = [budget, 0, budget, 0, budget, blocked, free, 0, collected, collected, 0.4]
            sheet.write_row(row, 1, [*body, *money, collected, *spent, free - spent[1], 0.5])
            sheet.write_row(row, 22, [collected - spent[2], free - spent[2], free - spent[0]])
