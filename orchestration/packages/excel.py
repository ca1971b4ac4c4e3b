"""A download as a workbook: LÉEME, datos, diccionario, fuentes, correcciones.

Written row by row with constant memory. Codes stay text, formulas stay text, nothing is a link.
A spreadsheet number holds some 16 digits: an amount that would lose a cent is written as text,
and the first sheet says how many. Past the limits the sheet of data says where the rest is.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from orchestration.packages.package import Package
from orchestration.publishing import corrections
from orchestration.publishing.facts import EditionFacts

MOST_ROWS = 300_000  # spreadsheets open more, but not on the computers of most readers
MOST_CELLS = 6_000_000  # some forty seconds of writing
MOST_CORRECTIONS = 5_000
BATCH = 5_000
LONGEST_CELL = 32_767  # letters; the format's own limit
EXACT_BELOW = 10**13  # amounts below it have at most 15 digits with their cents
FIRST_DAY = dt.date(1900, 3, 1)  # Excel believes in 29 February 1900
WIDEST = 45


@dataclass
class Told:
    """What the first sheet must say of the sheet of data."""

    long_texts: int = 0
    as_text: int = 0


def fits(package: Package) -> bool:
    """Whether a table is small enough for a workbook."""
    rows, columns = package.rows, len(package.table.columns)
    return rows <= MOST_ROWS and rows * columns <= MOST_CELLS


def write_workbook(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    package: Package,
    facts: EditionFacts,
    cells: str,
    readme: dict[str, str],
) -> None:
    """Writes ``<table>.xlsx``.

    Args:
        con: Connection to the edition's database.
        path: New file.
        package: The table and what is known of it.
        facts: The edition.
        cells: SQL of the columns, texts guarded as in the CSV.
        readme: README text by language.
    """
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
        "tmpdir": str(path.parent),
    }
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties(
        {
            "title": package.stem,
            "author": "Veta",
            "comments": facts.cite("es"),
            # The edition's moment: the same edition gives the same file.
            "created": facts.created_at.replace(tzinfo=None),
        }
    )
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    # Sheets are written in the order of their use; the reader sees LÉEME first all the same.
    first = book.add_worksheet("LÉEME")
    told = _data(book.add_worksheet("datos"), con, package, cells, bold, day)
    _dictionary(book.add_worksheet("diccionario"), package, bold)
    _sources(book.add_worksheet("fuentes"), package, bold)
    _corrections(book.add_worksheet("correcciones"), con, package, bold)
    _readme(first, package, told, readme, bold)
    book.close()


def _data(
    sheet: Worksheet,
    con: duckdb.DuckDBPyConnection,
    package: Package,
    cells: str,
    bold: Any,
    day: Any,
) -> Told:
    told = Told()
    _head(sheet, package.table.names, bold)
    if not fits(package):
        for number, line in enumerate(_too_long(package), start=1):
            sheet.write_string(number, 0, line)
        return told
    # A cursor of its own: rows that wait to be read block the connection.
    cursor = con.cursor()
    cursor.execute(f'select {cells} from main."{package.table.name}"')
    number = 0
    while batch := cursor.fetchmany(BATCH):
        for row in batch:
            number += 1
            for position, value in enumerate(row):
                if value is not None:
                    _cell(sheet, number, position, value, day, told)
    cursor.close()
    if number != package.rows:  # a cell that was refused in silence would be a lie
        raise OSError(f"{package.stem}.xlsx: {number} of {package.rows} rows")
    return told


def _cell(sheet: Worksheet, row: int, column: int, value: Any, day: Any, told: Told) -> None:
    # The commonest kinds first: a large table has millions of cells.
    if isinstance(value, str):
        done = _text(sheet, row, column, value, told)
    elif isinstance(value, bool):
        done = sheet.write_boolean(row, column, value)
    elif isinstance(value, float):
        done = sheet.write_number(row, column, value)
    elif isinstance(value, int | Decimal):
        done = _number(sheet, row, column, value, told)
    elif isinstance(value, dt.date) and value >= FIRST_DAY:
        done = sheet.write_datetime(row, column, value, day)
    else:
        done = _text(sheet, row, column, str(value), told)
    if done:  # xlsxwriter gives a negative number and goes on
        raise OSError(f"cell {row},{column}: {done}")


def _text(sheet: Worksheet, row: int, column: int, text: str, told: Told) -> int:
    if len(text) > LONGEST_CELL:
        text, told.long_texts = text[: LONGEST_CELL - 2] + " …", told.long_texts + 1
    return int(sheet.write_string(row, column, text))


def _number(sheet: Worksheet, row: int, column: int, value: Any, told: Told) -> int:
    if abs(value) < EXACT_BELOW or Decimal(f"{float(value):.16G}") == value:
        return int(sheet.write_number(row, column, value))
    told.as_text += 1
    return int(sheet.write_string(row, column, str(value)))


def _dictionary(sheet: Worksheet, package: Package, bold: Any) -> None:
    head = ["column", "type", "unit", "key", "descripcion_es", "description_en", "values"]
    rows = [
        [c.name, c.type, c.unit, "yes" if c.name in package.table.key else "", c.es, c.en,
         " | ".join(c.values)]
        for c in package.table.columns
    ]  # fmt: skip
    _texts(sheet, head, rows, bold)


def _sources(sheet: Worksheet, package: Package, bold: Any) -> None:
    head = [
        "source_id", "titulo", "title", "publisher", "homepage", "licence", "retrieved_on",
        "data_as_of", "vintages", "advertencias", "caveats",
    ]  # fmt: skip
    rows = [
        [s.source_id, s.title_es, s.title_en, s.publisher, s.homepage, s.licence, s.retrieved_on,
         s.data_as_of, ", ".join(s.vintages), s.caveats_es, s.caveats_en]
        for s in package.sources
    ]  # fmt: skip
    _texts(sheet, head, rows, bold)


def _corrections(
    sheet: Worksheet, con: duckdb.DuckDBPyConnection, package: Package, bold: Any
) -> None:
    head = ["edition_id", "record_key", "field", "old_value", "new_value", "cause", "note"]
    found: list[tuple[Any, ...]] = []
    if package.table.name != "fct_correction" and corrections.exists(con):
        found = con.execute(
            f"select {', '.join(head)} from main.fct_correction where table_name = ? "
            f"order by rowid limit {MOST_CORRECTIONS}",
            [package.table.name],
        ).fetchall()
    _texts(sheet, head, found, bold)


def _readme(
    sheet: Worksheet, package: Package, told: Told, readme: dict[str, str], bold: Any
) -> None:
    sheet.set_column(0, 0, 110)
    lines = [*(_too_long(package) if not fits(package) else []), *_notes(told)]
    for text in (readme["es"], readme["en"]):
        lines += [*text.splitlines(), ""]
    for number, line in enumerate(lines):
        style = bold if line.startswith("#") else None
        sheet.write_string(number, 0, _guarded(line.lstrip("#").strip()), style)


def _too_long(package: Package) -> list[str]:
    rows, parquet = package.rows, f"{package.stem}.parquet"
    return [
        f"Esta tabla tiene {rows} filas, más de las que una hoja de cálculo maneja bien. Están "
        f"todas en {package.csv} y {parquet}.",
        f"This table has {rows} rows, more than a spreadsheet handles well. All of them are in "
        f"{package.csv} and {parquet}.",
    ]


def _notes(told: Told) -> list[str]:
    lines = []
    if told.as_text:
        lines += [
            f"{told.as_text} montos con más cifras de las que guarda una celda numérica van como "
            "texto, sin perder el céntimo.",
            f"{told.as_text} amounts with more digits than a numeric cell holds are text, so that "
            "no cent is lost.",
        ]
    if told.long_texts:
        lines += [
            f"{told.long_texts} textos pasan el largo de una celda y terminan en «…»; en el CSV "
            "están completos.",
            f"{told.long_texts} texts are longer than a cell and end in “…”; the CSV has them "
            "whole.",
        ]
    return lines


def _texts(sheet: Worksheet, head: Sequence[str], rows: Iterable[Sequence[Any]], bold: Any) -> None:
    _head(sheet, head, bold)
    for number, row in enumerate(rows, start=1):
        for position, value in enumerate(row):
            if value is not None:
                text = _guarded(str(value))[:LONGEST_CELL]
                sheet.write_string(number, position, text)


def _head(sheet: Worksheet, names: Sequence[str], bold: Any) -> None:
    sheet.freeze_panes(1, 0)
    for position, name in enumerate(names):
        sheet.set_column(position, position, min(WIDEST, max(12, len(name) + 2)))
        sheet.write_string(0, position, name, bold)


def _guarded(text: str) -> str:
    """A text that stays text when the sheet is saved as CSV and opened again."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r", "\0"} else text
