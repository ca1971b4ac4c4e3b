"""The watchdogs' workbook: what is handed out is taken back, and what is refused is said."""

import datetime as dt
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from ingest.models import Outcome
from ingest.refusals import refused_cells
from ingest.settings import Settings
from ingest.template import write_template
from tests.sample import int_watchdog_commitments as sample
from tests.sample.world import SEED, World
from tests.sources.pe_support import bring_in, lake, offer

SOURCE = "int_watchdog_commitments"


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    sample.write(tmp_path, World(SEED))
    return tmp_path / "compromisos-red-muestra.xlsx"


def test_good_rows_reach_the_lake(settings: Settings, filled: Path) -> None:
    (report,) = bring_in(settings, SOURCE, [filled])
    assert (report.vintage.slice, report.vintage.data_as_of) == (
        "red-muestra", dt.date(2026, 1, 1),
    )  # fmt: skip
    assert (report.rows_read, report.rows_rejected) == (10, 2)
    forums = lake(settings, "forum", "select forum_code, kind, country from lake order by 1")
    assert forums == [
        ("RED-MUESTRA-E1", "dialogue_table", "PE"),
        ("RED-MUESTRA-E2", "participatory_budget", "CO"),
    ]
    query = "select commitment_id, forum_code, country, budget, project_code from lake order by 1"
    found = [
        (a[12:], b[12:], c, str(d), e) for a, b, c, d, e in lake(settings, "commitment", query)
    ]
    assert found == [
        ("C1", "E1", "PE", "250000.50", sample.CUI[0]),
        ("C2", "E1", "PE", "None", None),
        ("C3", "E2", "CO", "900000000.00", sample.BPIN[0]),
    ]
    places = lake(settings, "commitment_territory", "select territory_id from lake order by 1")
    assert places == [("CO-85010",), ("PE-180106",)]


def test_history_keeps_who_said_what(settings: Settings, filled: Path) -> None:
    bring_in(settings, SOURCE, [filled])
    query = (
        "select commitment_id[13:], as_of, assessor_kind, status, status_raw, progress_pct, "
        "evidence from lake order by 1, 2"
    )
    assert lake(settings, "commitment_status", query) == [
        ("C1", dt.date(2025, 6, 30), "civil_society", "limited", "Limitado", 30.0,
         "Se vio la excavación\nObservación ciudadana: Paró por lluvias"),
        ("C1", dt.date(2025, 12, 31), "government", "complete", "Completo", 100.0, None),
        ("C2", dt.date(2025, 7, 31), "civil_society", "not_started", "no iniciado", None, None),
    ]  # fmt: skip


def test_refused_rows_come_back_with_cell_and_reason(settings: Settings, filled: Path) -> None:
    (report,) = bring_in(settings, SOURCE, [filled])
    found = refused_cells(report.vintage, settings.paths, "es")
    told = {(r.sheet, r.cell, r.header, r.reason) for r in found}
    assert told == {
        ("Compromisos", "B5", "Espacio", "missing_value"),
        ("Avances", "F5", "Estado", "not_in_list"),
    }
    (status,) = [r for r in found if r.sheet == "Avances"]
    assert status.value == "Casi listo"
    assert "fila 5, columna «Estado»" in status.text


def test_personal_data_is_cleared(settings: Settings, tmp_path: Path) -> None:
    sheets = {k: [dict(row) for row in rows] for k, rows in sample.SHEETS.items()}
    sheets["commitments"][0]["text"] = "Llamar al celular 300 123 4567 o a ana@example.org"
    bring_in(settings, SOURCE, [sample.workbook(tmp_path / "compromisos-x.xlsx", sheets)])
    (text,) = lake(settings, "commitment", "select text from lake where text is not null")[0]
    assert "300 123" not in text
    assert "@" not in text


def test_codes_of_two_organisations_stay_apart(settings: Settings, tmp_path: Path) -> None:
    files = [sample.workbook(tmp_path / f"compromisos-{o}.xlsx", sample.SHEETS) for o in "ab"]
    bring_in(settings, SOURCE, files)
    count = "select count(*), count(distinct forum_code) from lake"
    assert lake(settings, "forum", count) == [(4, 4)]


def test_the_empty_workbook_is_recognised_and_says_that_it_is_empty(
    settings: Settings, tmp_path: Path
) -> None:
    path = write_template("commitments", tmp_path / "compromisos-vacio.xlsx")
    (report,) = bring_in(settings, SOURCE, [path])
    assert report.outcome is Outcome.REFUSED
    assert "empty_file" in [p.code for p in report.problems]


def test_the_workbook_has_drop_downs_examples_and_instructions(tmp_path: Path) -> None:
    path = write_template("commitments", tmp_path / "compromisos-uno.xlsx")
    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == ["Instrucciones", "Espacios", "Compromisos", "Avances", "Listas"]
    for sheet in ("Espacios", "Compromisos", "Avances"):
        rows = book.get_sheet_by_name(sheet).to_python()
        assert str(rows[1][0]).startswith("EJEMPLO")
    with zipfile.ZipFile(path) as archive:
        progress = archive.read("xl/worksheets/sheet4.xml").decode()
    assert progress.count('type="list"') == 2
    assert "Listas!$B$2:$B$9" in progress
    again = write_template("commitments", tmp_path / "compromisos-dos.xlsx")
    assert path.read_bytes() == again.read_bytes()


def test_a_renamed_header_is_refused(settings: Settings, tmp_path: Path, filled: Path) -> None:
    moved = tmp_path / "compromisos-otro.xlsx"
    with zipfile.ZipFile(filled) as old, zipfile.ZipFile(moved, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace("Quién evalúa".encode(), b"Evaluador")
            new.writestr(name, data)
    taken = offer(settings, SOURCE, [moved])
    assert [p.code for p in taken.refused[SOURCE]] == ["wrong_header"]
    assert "Quién evalúa" in taken.refused[SOURCE][0].value
