"""Answers to signals: what is handed out is taken back, and persons stay out."""

import datetime as dt
from pathlib import Path

from python_calamine import CalamineWorkbook

from ingest.models import Outcome
from ingest.registry import load_sources
from ingest.settings import Settings
from ingest.template import write_template
from tests.sample.int_signal_replies import ANSWERS, as_csv
from tests.sources.pe_support import bring_in, lake

SOURCE = "int_signal_replies"
QUERY = "select indicator_code, subject_id, replied_on, text from lake order by 1 desc"


def export(folder: Path, answers: list[list[str]], name: str = "respuestas-sitio.csv") -> Path:
    path = folder / name
    path.write_text(as_csv(answers), encoding="utf-8")
    return path


def test_answers_reach_the_lake_without_addresses_of_persons(
    settings: Settings, tmp_path: Path
) -> None:
    (report,) = bring_in(settings, SOURCE, [export(tmp_path, ANSWERS)])
    assert (report.outcome, report.rows_loaded, report.rows_rejected) == (Outcome.LOADED, 2, 0)
    first, second = lake(settings, "reply", QUERY)
    assert first[0] == "FX-15"
    assert first[2] == dt.date(2026, 6, 10)
    assert second[2] == dt.date(2026, 1, 15)
    assert second[3] == "Las actas están en el portal; escribir a [reservado]."


def test_an_answer_needs_its_date_and_its_text(settings: Settings, tmp_path: Path) -> None:
    undated = [*ANSWERS[0][:6], "pronto", *ANSWERS[0][7:]]
    silent = [*ANSWERS[1][:7], "", ""]
    (report,) = bring_in(settings, SOURCE, [export(tmp_path, [*ANSWERS, undated, silent])])
    assert (report.rows_loaded, report.rows_rejected) == (2, 2)


def test_an_empty_list_is_taken(settings: Settings, tmp_path: Path) -> None:
    (report,) = bring_in(settings, SOURCE, [export(tmp_path, [])])
    assert (report.outcome, report.rows_loaded) == (Outcome.LOADED, 0)


def test_the_workbook_has_the_headers_of_the_source(settings: Settings, tmp_path: Path) -> None:
    path = write_template("replies", tmp_path / "respuestas-entidad.xlsx")
    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Respuestas").to_python()
    workbook, plain = load_sources()[SOURCE].layouts
    assert sheet[0] == [c.headers[0] for c in workbook.tables[0].columns.values()]
    assert workbook.tables[0].columns == plain.tables[0].columns
    (report,) = bring_in(settings, SOURCE, [path])
    assert (report.outcome, report.rows_loaded, report.rows_skipped) == (Outcome.LOADED, 0, 1)
