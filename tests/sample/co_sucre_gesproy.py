"""Sucre's GESPROY matrix: three sheets with headers of their own, in two versions."""

import datetime as dt
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.sample.co_world import CREATED, PROJECTS, Project
from tests.sample.world import PEOPLE, World

SCORED = [
    "CPI", "SPI", "FECHA APROBACIÓN PROYECTO", "FECHA ACTA INICIO", "HORIZONTE DEL PROYECTO",
    "FECHA DE CORTE GESPROY", "CALIFICACIÓN DESEMPEÑO EN LA CONTRATACIÓN",
    "CALIFICACIÓN EJECUCIÓN DEL PROYECTO",
]  # fmt: skip
SHEETS = {
    "MatrizSeguimientoEvaluacion": [
        "BPIN", "ENTIDAD O SECRETARIA", "NOMBRE PROYECTO", "SECTOR", "ESTADO PROYECTO",
        "ESTADO CONTRATO", "VALOR SGR", "VALOR TOTAL PROYECTO", "VALOR PAGOS", "AVANCE FISICO",
        "AVANCE FINANCIERO", *SCORED, "FECHA DE FINALIZACIÓN", "COMENTARIOS CALIFICACIÓN",
        "RESPONSABLE CARGUE EN GESPROY",
    ],
    "OtrosEjecutoresDescentralizadas": [
        "BPIN", "EJECUTOR", "NOMBRE DEL PROYECTO", "SECTOR", "ESTADO PROYECTO", "ESTADO CONTRATO",
        "VALOR SGR", "VALOR TOTAL", "AVANCE FÍSICO", "AVANCE FINANCIERO", *SCORED,
    ],
    "OtrosEjecutoresMunicipios": [
        "BPIN", "EJECUTOR", "NOMBRE DEL PROYECTO", "SECTOR", "ESTADO PROYECTO", "ESTADO CONTRATO",
        "VALOR SGR", "VALOR TOTAL", "FECHA APROBACIÓN PROYECTO", "FECHA ACTA INICIO",
        "AVANCE FÍSICO", "AVANCE FINANCIERO", "COMENTARIOS ",
    ],
}  # fmt: skip
EXECUTORS = ["Infraestructura", "EMPRESA INVENTADA DE AGUAS", "MUNICIPIO INVENTADO"]


def write(folder: Path, world: World) -> None:
    """Writes the versions of 5 and 26 May 2026; only the later one names municipalities.

    Args:
        folder: Where the files go.
        world: Random numbers.
    """
    progress = [world.random.randint(5, 90) for _ in PROJECTS]
    for name, gain, placed in (("c20260505", 0, False), ("20260526_0435", 8, True)):
        with xlsxwriter.Workbook(folder / f"MatrizSeguimientoEvaluacion_{name}.xlsx") as book:
            book.set_properties({"created": CREATED})
            for at, (sheet_name, header) in enumerate(SHEETS.items()):
                sheet = book.add_worksheet(sheet_name)
                shown = [*header, "MUNICIPIOS"] if placed else header
                sheet.write(0, 0, "DATOS GENERALES")
                sheet.write_row(1, 0, shown)
                for row, n in enumerate(range(at, len(PROJECTS), 3), start=2):
                    cells = _cells(PROJECTS[n], EXECUTORS[at], progress[n] + gain)
                    sheet.write_row(row, 0, [cells.get(h.strip(), "") for h in shown])


def _cells(project: Project, executor: str, percent: int) -> dict[str, Any]:
    begun = not project.state.startswith(("SIN", "CONTRATADO SIN"))
    done = project.state in {"TERMINADO", "PARA CIERRE"}
    physical = 100 if done else percent if begun else 0
    suspended = project.bpin.endswith("08")
    return {
        "BPIN": project.bpin,
        "ENTIDAD O SECRETARIA": executor,
        "EJECUTOR": executor,
        "NOMBRE PROYECTO": project.name,
        "NOMBRE DEL PROYECTO": project.name,
        "SECTOR": "TRANSPORTE",
        "ESTADO PROYECTO": project.state,
        "ESTADO CONTRATO": "Suspendido" if suspended else "En ejecución",
        "VALOR SGR": project.royalties,
        "VALOR TOTAL PROYECTO": project.total,
        "VALOR TOTAL": project.total,
        "VALOR PAGOS": project.royalties * physical // 200,
        "AVANCE FISICO": physical,
        "AVANCE FÍSICO": physical,
        "AVANCE FINANCIERO": physical / 2,
        "CPI": 1 if begun and not done else "",
        "SPI": 0.8 if begun and not done else "",
        "FECHA APROBACIÓN PROYECTO": _day(2023, 3),
        "FECHA ACTA INICIO": _day(2024, 2) if begun else "",
        "HORIZONTE DEL PROYECTO": _day(2025, 11) if begun else "",
        "FECHA DE FINALIZACIÓN": _day(2025, 12) if done else "",
        "FECHA DE CORTE GESPROY": _day(2026, 4),
        "CALIFICACIÓN EJECUCIÓN DEL PROYECTO": 60 if begun and not done else "",
        "COMENTARIOS CALIFICACIÓN": f"Lo revisa {PEOPLE[2][1]}",
        "COMENTARIOS": "",
        "RESPONSABLE CARGUE EN GESPROY": PEOPLE[2][1],
        "MUNICIPIOS": _places(project),
    }


def _places(project: Project) -> str:
    names = [place.name.title() for place in project.places]
    return ", ".join(names) or "Todo el Departamento de Sucre"


def _day(year: int, month: int) -> str:
    return dt.date(year, month, 15).isoformat()
