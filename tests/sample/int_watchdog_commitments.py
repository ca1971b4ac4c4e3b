"""An invented organisation's workbook: forums, commitments with projects, progress, one bad row."""

import datetime as dt
from pathlib import Path
from typing import Any

import xlsxwriter

from ingest.registry import load_sources
from tests.sample.world import BPIN, CUI, World

SHEETS: dict[str, list[dict[str, Any]]] = {
    "forums": [
        {"forum_code": "E1", "name": "Mesa de desarrollo de Torata (muestra)", "country": "PE",
         "kind": "Mesa de diálogo", "territory_id": "PE-180106", "starts_on": "2025-02-01"},
        {"forum_code": "E2", "name": "Presupuesto participativo de Aguazul (muestra)",
         "country": "CO", "kind": "Presupuesto participativo", "territory_id": "CO-85010"},
    ],
    "commitments": [
        {"commitment_id": "C1", "forum_code": "E1", "title": "Terminar el reservorio (muestra)",
         "responsible": "Gerencia de obras", "target": "Un reservorio", "due_on": "2025-12-31",
         "territory_id": "PE-180106", "budget": 250000.5, "currency": "PEN",
         "project_code": CUI[0]},
        {"commitment_id": "C2", "forum_code": "e1", "title": "Publicar las actas (muestra)",
         "due_on": "2025-06-30"},
        {"commitment_id": "C3", "forum_code": "E2", "title": "Pavimentar la vía (muestra)",
         "budget": 900000000, "currency": "COP", "project_code": BPIN[0],
         "territory_id": "CO-85010"},
        {"commitment_id": "C4", "forum_code": "E9", "title": "De un espacio que no está (muestra)"},
    ],
    "progress": [
        {"commitment_id": "C1", "as_of": "2025-06-30", "assessor": "Red Muestra",
         "assessor_kind": "Sociedad civil", "status": "Limitado", "progress_pct": 30,
         "evidence": "Se vio la excavación", "observation": "Paró por lluvias"},
        {"commitment_id": "C1", "as_of": "2025-12-31", "assessor": "Municipalidad Muestra",
         "assessor_kind": "Gobierno", "status": "Completo", "progress_pct": 100},
        {"commitment_id": "C2", "as_of": "2025-07-31", "assessor": "Red Muestra",
         "assessor_kind": "Sociedad civil", "status": "no iniciado"},
        {"commitment_id": "C3", "as_of": "2025-07-31", "assessor": "Red Muestra",
         "assessor_kind": "Sociedad civil", "status": "Casi listo"},
    ],
}  # fmt: skip


def write(folder: Path, _world: World) -> None:
    """Writes the workbook of the invented «Red Muestra»."""
    workbook(folder / "compromisos-red-muestra.xlsx", SHEETS)


def workbook(path: Path, sheets: dict[str, list[dict[str, Any]]]) -> Path:
    """A workbook with the source's own sheets and headers.

    Args:
        path: Where to.
        sheets: Table name to rows of column name to cell.
    """
    tables = load_sources()["int_watchdog_commitments"].layouts[0].tables
    created = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": created})
        for table in tables:
            sheet = book.add_worksheet(table.read.sheet)
            sheet.write_row(0, 0, [c.headers[0] for c in table.columns.values()])
            for row, cells in enumerate(sheets[table.name], start=1):
                for place, name in enumerate(table.columns):
                    sheet.write(row, place, cells.get(name))
    return path
