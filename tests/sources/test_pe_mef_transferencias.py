"""Exported tables of transfers, generated: declared headers or a refusal that names them."""

from pathlib import Path

import pytest
import xlsxwriter

from ingest.settings import Settings
from tests.sample import pe_mef_transferencias as sample
from tests.sample.world import SEED, World
from tests.sources.pe_support import bring_in, cents, lake, offer

SOURCE = "pe_mef_transferencias"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    sample.write(tmp_path, World(SEED))
    return tmp_path / "transferencias_mef_2024.csv"


def test_credited_amounts_by_beneficiary(settings: Settings, file: Path) -> None:
    lines = file.read_text(encoding="cp1252").splitlines()[2:-1]
    (report,) = bring_in(settings, SOURCE, [file])
    assert (report.vintage.slice, report.rows_read, report.rows_skipped) == ("2024", len(lines), 1)
    total = lake(settings, "allocation", "select sum(amount) from lake")
    assert total == [(cents(line.rsplit(",", 1)[1] for line in lines),)]
    kinds = (
        "select distinct beneficiary_kind, length(territory_id), stream_code from lake order by all"
    )
    assert lake(settings, "allocation", kinds) == [
        ("municipality", 9, "CANON_MINERO"),
        ("municipality", 9, "REGALIA_MINERA"),
        ("region", 5, "CANON_MINERO"),
    ]


def test_a_workbook_with_other_spellings(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "Transferencias canon 2025.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(
            3, 0, ["Periodo", "Código de ubigeo", "Municipalidad", "Recurso", "Acreditado"]
        )
        sheet.write_row(4, 0, [2025, 20101, "HUARAZ", "Canon Minero", 1234.565])
        sheet.write_row(5, 0, [2025, 20101, "HUARAZ", "Canon lunar", 1])
        for n in range(20):
            sheet.write_row(6 + n, 0, [2025, 180101 + n, "X", "Regalías mineras", 1])
    (report,) = bring_in(settings, SOURCE, [file])
    assert (report.rows_read, report.rows_rejected) == (22, 1)
    one = "select beneficiary_code, month, amount from lake where stream_code = 'CANON_MINERO'"
    assert lake(settings, "allocation", one) == [("020101", 0, cents(["1234.565"]))]
    reject = lake(settings, "meta_reject", 'select "column", reason from lake')
    assert reject == [("stream_code", "missing_value")]


def test_other_headers_are_refused_with_what_was_expected(
    settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "transferencias_mef_2024.csv"
    file.write_text("Anio,Distrito,Soles\n2024,HUARAZ,1\n", encoding="utf-8")
    (problem, *_rest) = offer(settings, SOURCE, [file]).refused[SOURCE]
    assert problem.code == "wrong_header"
    assert "Ubigeo" in problem.value
    assert "Monto acreditado" in problem.value
