"""Sucre's GESPROY matrix: three sheets, moving columns, several places in one cell."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from ingest.models import Outcome
from ingest.settings import Settings
from tests.sample import co_sucre_gesproy as sample
from tests.sample.world import PEOPLE, SEED, World
from tests.sources.pe_support import bring_in, cents, lake, offer

SOURCE = "co_sucre_gesproy"
TOTALS = ("VALOR TOTAL PROYECTO", "VALOR TOTAL")


def _records(path: Path) -> list[dict[str, Any]]:
    """Rows of the three sheets, read apart from the code under test."""
    book = CalamineWorkbook.from_path(str(path))
    records = []
    for sheet in sample.SHEETS:
        header, *rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)[1:]
        records += [dict(zip((str(h).strip() for h in header), row, strict=True)) for row in rows]
    return records


def test_every_vintage_and_sheet_to_the_cent(settings: Settings, extracts: Path) -> None:
    files = sorted((extracts / "colombia" / "gesproy_sucre").glob("*.xlsx"))
    books = {f"{path.name}": _records(path) for path in files}

    reports = bring_in(settings, SOURCE, files)

    assert [r.rows_rejected for r in reports] == [0, 0, 0]
    for report in reports:
        records = books[report.vintage.filename]
        assert report.rows_read == len(records)
        query = (
            "select count(*), count(distinct project_code), sum(total_value), sum(royalty_value) "
            f"from lake where vintage_id = '{report.vintage.vintage_id}'"
        )
        total = cents(next(r[t] for t in TOTALS if t in r) for r in records)
        royalties = cents(r["VALOR SGR"] for r in records)
        assert lake(settings, "project", query) == [(len(records), len(records), total, royalties)]


def test_states_are_those_of_the_book(settings: Settings, extracts: Path) -> None:
    path = next((extracts / "colombia" / "gesproy_sucre").glob("*20260526*.xlsx"))
    bring_in(settings, SOURCE, [path])

    expected = Counter(r["ESTADO PROYECTO"].strip() for r in _records(path))
    raw = dict(lake(settings, "project", "select status_raw, count(*) from lake group by 1"))
    assert raw == dict(expected)
    unknown = "select count(*) from lake where status = 'unknown'"
    assert lake(settings, "project", unknown) == [(0,)]
    suspended = "select count(*) from lake where status = 'suspended'"
    assert lake(settings, "project", suspended) == [
        (
            sum(
                r["ESTADO PROYECTO"].strip() == "CONTRATADO EN EJECUCIÓN"
                and r["ESTADO CONTRATO"].strip().lower() == "suspendido"
                for r in _records(path)
            ),
        )
    ]


def test_each_place_of_a_cell_is_a_row_of_its_own(settings: Settings, extracts: Path) -> None:
    path = next((extracts / "colombia" / "gesproy_sucre").glob("*20260526*.xlsx"))
    bring_in(settings, SOURCE, [path])

    whole = "select count(*) from lake where region_name = 'Sucre' and municipality_name is null"
    cells = [r["MUNICIPIOS"] for r in _records(path)]
    assert lake(settings, "project_territory", whole) == [
        (sum("Todo el Departamento" in c for c in cells),)
    ]
    commas = "select count(*) from lake where regexp_matches(municipality_name, '[,;\\n]|\\.$')"
    assert lake(settings, "project_territory", commas) == [(0,)]
    code = next(str(r["BPIN"]) for r in _records(path) if "Morroa y Sincé" in r["MUNICIPIOS"])
    three = (
        "select municipality_name from lake where project_code = "
        f"'{re.sub('[^0-9]', '', code)}' order by 1"
    )
    assert lake(settings, "project_territory", three) == [("Morroa",), ("Sampués",), ("Sincé",)]


def test_a_place_outside_the_department_claims_no_department(
    settings: Settings, extracts: Path
) -> None:
    path = next((extracts / "colombia" / "gesproy_sucre").glob("*20260526*.xlsx"))
    bring_in(settings, SOURCE, [path])

    cali = "select distinct region_name from lake where municipality_name = 'Santiago de Cali'"
    assert lake(settings, "project_territory", cali) == [(None,)]
    bogota = "select distinct municipality_name from lake where municipality_name like 'Bogot%'"
    assert lake(settings, "project_territory", bogota) == [("Bogotá D.C",)]


def test_no_official_leaves_the_book(settings: Settings, tmp_path: Path) -> None:
    sample.write(tmp_path, World(SEED))
    bring_in(settings, SOURCE, sorted(tmp_path.glob("*.xlsx")))

    for entity in ("project", "project_territory", "meta_reject"):
        assert PEOPLE[2][1] not in str(lake(settings, entity))


def test_a_header_row_that_moved_is_found(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "MatrizSeguimientoEvaluacion_20260701.xlsx"
    _write_book(path, above=6)

    (report,) = bring_in(settings, SOURCE, [path])

    assert (report.outcome, report.rows_loaded) == (Outcome.LOADED, 3)
    assert str(report.vintage.data_as_of) == "2026-07-01"


def test_a_repeated_bpin_is_rejected_not_added_up(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "MatrizSeguimientoEvaluacion_20260701.xlsx"
    _write_book(path, rows=12, repeated=True)

    (report,) = bring_in(settings, SOURCE, [path])

    assert (report.rows_loaded, report.rows_rejected) == (35, 1)
    reason = "select distinct reason from lake"
    assert lake(settings, "meta_reject", reason) == [("duplicate_key",)]


@pytest.mark.parametrize(
    ("column", "problem"), [("VALOR SGR", "wrong_header"), ("+NUEVA", "undeclared_column")]
)
def test_a_changed_header_is_refused(
    settings: Settings, tmp_path: Path, column: str, problem: str
) -> None:
    path = tmp_path / "MatrizSeguimientoEvaluacion_20260701.xlsx"
    _write_book(path, change=column)

    taken = offer(settings, SOURCE, [path])

    assert {p.code for p in taken.refused[SOURCE]} == {problem}


def _write_book(
    path: Path, above: int = 1, rows: int = 1, repeated: bool = False, change: str = ""
) -> None:
    """A book with the three sheets; the BPIN is the only cell of a row beside its two values."""
    with xlsxwriter.Workbook(path) as book:
        for at, (name, header) in enumerate(sample.SHEETS.items()):
            sheet = book.add_worksheet(name)
            sheet.write(0, 0, "DATOS GENERALES")
            shown = [h for h in header if h != change] + [change[1:]] * change.startswith("+")
            sheet.write_row(above, 0, shown)
            for n in range(rows):
                number = 0 if repeated and at == 0 and n == 1 else n
                cells = {"BPIN": f"99{at}0000000{number:03d}", "SECTOR": f"S{n}"}
                cells |= {"NOMBRE PROYECTO": f"P{n}", "ESTADO PROYECTO": "TERMINADO"}
                sheet.write_row(above + 1 + n, 0, [cells.get(h, "") for h in shown])
