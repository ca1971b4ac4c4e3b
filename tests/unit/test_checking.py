"""``veta check``: whose a file is and everything that is wrong with it, in both languages."""

from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner

from orchestration.cli import main
from tests.unit.money import GOOD, HEADER

BAD = GOOD + "05030,2024,doce\nzz,2024,5\n05031,,7\n05001,2024,10\n05032,2024\n05002,2024,99\n"
NAME = "money-all-2024-12-31.csv"
SAID = {
    "en": [
        f"{NAME}: belongs to source xx_nobody_money, layout csv, slice all, data as of 2024-12-31.",
        f"{NAME}, row 5, column Habitantes: “doce” is not a whole number.",
        f"{NAME}, row 6, column Código: “zz” is not a valid code.",
        f"{NAME}, row 7, column Año: a required value is missing.",
        f"{NAME}, row 8: repeats another row of the same file exactly; it is counted once.",
        f"{NAME}, row 9: the row does not have the header's columns or its quotes do not close.",
        f"{NAME}, row 10, column territory_id, year: key “CO-05002 · 2024” already appeared in "
        "another row with other data.",
        "9 rows read, 3 would be loaded, 6 rejected, 0 skipped.",
        "The file would be refused.",
    ],
    "es": [
        f"{NAME}: es de la fuente «xx_nobody_money», formato csv, parte all, datos al 2024-12-31.",
        f"{NAME}, fila 5, columna «Habitantes»: «doce» no es un número entero.",
        f"{NAME}, fila 6, columna «Código»: «zz» no es un código válido.",
        f"{NAME}, fila 7, columna «Año»: falta un valor obligatorio.",
        f"{NAME}, fila 8: repite exactamente otra fila del mismo archivo; se cuenta una sola vez.",
        f"{NAME}, fila 9: la fila no tiene las columnas del encabezado o sus comillas no cierran.",
        f"{NAME}, fila 10, columna «territory_id, year»: la clave «CO-05002 · 2024» ya apareció en "
        "otra fila con otros datos.",
        "9 filas leídas, 3 se cargarían, 6 rechazadas, 0 omitidas.",
        "El archivo se rechazaría.",
    ],
}


def check(path: Path, lang: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, list[str]]:
    monkeypatch.setenv("VETA_LANG", lang)
    monkeypatch.setenv("VETA_DATA_DIR", str(path.parent / "data"))
    done = CliRunner().invoke(main, ["check", str(path)], catch_exceptions=False)
    assert not (path.parent / "data").exists(), "a check leaves nothing behind"
    return done.exit_code, done.output.splitlines()


@pytest.mark.usefixtures("money_source")
@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_problem_of_a_file_is_said_by_row_and_published_header(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    path = tmp_path / NAME
    path.write_text(BAD, encoding="utf-8")
    code, lines = check(path, lang, monkeypatch)
    assert code == 1
    told = "\n".join(lines)  # what to do about it follows
    assert [line for line in SAID[lang] if line not in told] == []
    assert len([line for line in lines if line.startswith(f"{NAME}, ")]) == 6


@pytest.mark.usefixtures("money_source")
def test_a_header_s_problems_are_all_said_and_so_is_a_cell_of_a_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / NAME
    path.write_text(HEADER.replace("Año", "Anio").replace("Habitantes", "Pob"), encoding="utf-8")
    code, lines = check(path, "en", monkeypatch)
    assert code == 1
    assert "required columns are missing: Año, Habitantes" in lines[0]
    book_path = tmp_path / "money-all-2024-12-31.xlsx"
    with xlsxwriter.Workbook(book_path) as book:
        sheet = book.add_worksheet("Datos")
        sheet.write_row(2, 0, ["Código", "Año", "Habitantes"])
        sheet.write_row(3, 0, ["05001", 2024, 10])
        sheet.write_row(4, 0, ["05002", 2024, "doce"])
    _, lines = check(book_path, "en", monkeypatch)
    told = f"{book_path.name} [Datos], row 5, column Habitantes: “doce” is not a whole number."
    assert [line for line in lines if line.startswith(told)]


@pytest.mark.usefixtures("money_source")
def test_a_good_file_is_in_order_and_a_stranger_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / NAME
    path.write_text(GOOD, encoding="utf-8")
    assert check(path, "es", monkeypatch)[1][-1] == "El archivo está en orden."
    other = tmp_path / "holiday.jpg"
    other.write_bytes(b"?")
    code, lines = check(other, "es", monkeypatch)
    assert (code, len(lines)) == (1, 1)
    assert "ninguna fuente declara este tipo de archivo" in lines[0]
