"""The index of royalty projects against the scores that the Sucre matrix itself carries.

Resolución DNP 4574 of 2025, project in execution: schedule 40 %, cost 20 %, physical-financial gap
40 %; the matrix multiplies by a weight for what its office calls control of externalities.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from tests.dbt.warehouse import ROOT

EXTRACTS = Path(os.environ.get("VETA_EXTRACTS_DIR", ROOT.parent / "shared" / "data"))
FOLDER = EXTRACTS / "colombia" / "gesproy_sucre"
WEIGHTS = {"schedule": 0.4, "cost": 0.2, "gap": 0.4}
HEADERS = {
    "schedule": "DESEMPEÑO EN EL CRONOGRAMA",
    "cost": "DESEMPEÑO EN EL COSTO",
    "gap": "BRECHA FISICO",
    "externalities": "COLUMNA APOYO 2",
    "published": "CALIFICACIÓN EJECUCIÓN",
}
# Of the version of 26 May alone, all in its main sheet: the matrix says 0 where its own components
# give more. No column says why; the versions of 5 and 15 May follow the formula everywhere.
SET_TO_ZERO = {
    *("2013000100074", "20170000020006", "2021000020052", "2021000100333", "2021000100361"),
    *("2021000100520", "2023002700030", "2023002700076", "2024002700066", "2024002700176"),
    *("2024002700184", "2025000020019"),
}


def scored(path: Path) -> list[dict[str, Any]]:
    """Projects of a version with all components and a published score."""
    book = CalamineWorkbook.from_path(str(path))
    found = []
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python()
        heads = [[str(c).strip().upper() for c in row] for row in rows[:8]]
        at = next((k for k, head in enumerate(heads) if "BPIN" in head), None)
        if at is None:
            continue
        places = {
            key: next((k for k, c in enumerate(heads[at]) if c.startswith(title)), None)
            for key, title in HEADERS.items()
        }
        if None in places.values():
            continue
        for row in rows[at + 1 :]:
            cells = {key: row[k] for key, k in places.items() if k is not None}
            if all(isinstance(c, float) for c in cells.values()):
                found.append({"bpin": row[heads[at].index("BPIN")], **cells})
    return found


def by_formula(project: dict[str, Any]) -> float:
    parts = sum(float(project[key]) * weight for key, weight in WEIGHTS.items())
    return parts * float(project["externalities"]) / 100


@pytest.mark.parametrize(
    ("version", "projects", "zeroed"),
    [("c20260505", 33, set()), ("c20260515", 33, set()), ("20260526_0435", 33, SET_TO_ZERO)],
)
def test_components_give_the_published_score(version: str, projects: int, zeroed: set[str]) -> None:
    path = FOLDER / f"MatrizSeguimientoEvaluacion_{version}.xlsx"
    if not path.exists():
        pytest.skip(f"no matrix in {path}")
    found = scored(path)
    assert len(found) == projects
    apart = [p for p in found if by_formula(p) != pytest.approx(p["published"], abs=1e-9)]
    assert {str(p["bpin"]) for p in apart} == zeroed
    assert {p["published"] for p in apart} <= {0.0}
    assert all(by_formula(p) > 0 for p in apart)
