"""Writes the workbooks that people fill in: commitments they follow, answers to signals.

The sheets and headers are those that the source declares, its drop-downs are that source's
vocabulary, so that what is handed out is what is taken back. Does not belong here: reading the
workbook (the source does), or saying which cells were refused (``refusals.py``).
"""

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import xlsxwriter
import yaml
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ingest.models import Column, Table
from ingest.registry import load_sources, source_folder

# What is handed out: the source that takes it back, and a name under which that source knows it.
KINDS = {
    "commitments": ("int_watchdog_commitments", "compromisos-mi-red.xlsx"),
    "replies": ("int_signal_replies", "respuestas-mi-entidad.xlsx"),
}
FILLED_ROWS = 2000
# Workbooks that say the same are the same bytes.
CREATED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def write_template(kind: str, path: Path, *, examples: bool = True) -> Path:
    """Writes an empty workbook.

    Args:
        kind: One of ``KINDS``.
        path: Where to; a file name like that of ``KINDS`` is recognised when it comes back.
        examples: One example row per sheet; such rows are skipped when the workbook is read.

    Returns:
        The path.
    """
    source, _ = KINDS[kind]
    folder = source_folder(source)
    said = yaml.safe_load((folder / "help.yml").read_text(encoding="utf-8"))
    tables = load_sources()[source].layouts[0].tables
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": CREATED, "title": said["title"]})
        bold = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#E7E2D8"})
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        _instructions(book.add_worksheet("Instrucciones"), said, tables, bold)
        sheets = [(table, book.add_worksheet(table.read.sheet)) for table in tables]
        lists = _lists(book.add_worksheet("Listas"), folder / "vocabulary.csv")
        for table, sheet in sheets:
            _table(sheet, table, said[table.name], lists, bold, date)
            if examples:
                _example(sheet, table, said[table.name], date)
    return path


def _instructions(
    sheet: Worksheet, said: dict[str, Any], tables: list[Table], bold: Format
) -> None:
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 100)
    lines = [["", text] for text in said["instructions"]]
    for row, cells in enumerate(lines):
        sheet.write_row(row, 0, cells)
    row = len(lines) + 1
    for table in tables:
        sheet.write_row(row, 0, [table.read.sheet, ""], bold)
        for name, column in table.columns.items():
            row += 1
            mark = " *" if column.required else ""
            sheet.write_row(row, 0, [column.headers[0] + mark, said[table.name][name][0]])
        row += 2


def _lists(sheet: Worksheet, path: Path) -> dict[str, str]:
    """Writes the drop-downs' words and gives each list's range."""
    if not path.exists():
        sheet.hide()
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        words: dict[str, list[str]] = {}
        for entry in csv.DictReader(file):
            words.setdefault(entry["list"], []).append(entry["label"])
    ranges = {}
    for place, (name, labels) in enumerate(words.items()):
        sheet.write_column(0, place, [name, *labels])
        letter = chr(ord("A") + place)
        ranges[name] = f"=Listas!${letter}$2:${letter}${len(labels) + 1}"
    sheet.hide()
    return ranges


def _table(
    sheet: Worksheet,
    table: Table,
    said: dict[str, list[Any]],
    lists: dict[str, str],
    bold: Format,
    date: Format,
) -> None:
    sheet.freeze_panes(1, 1)
    for place, (name, column) in enumerate(table.columns.items()):
        sheet.set_column(place, place, 22, date if column.type == "date" else None)
        sheet.write(0, place, column.headers[0], bold)
        rule = _rule(name, column, lists)
        # Excel shows at most 32 characters of title and 255 of message.
        rule |= {"input_title": column.headers[0][:32], "input_message": said[name][0][:255]}
        sheet.data_validation(1, place, FILLED_ROWS, place, rule)


def _rule(name: str, column: Column, lists: dict[str, str]) -> dict[str, Any]:
    if name in lists:
        return {"validate": "list", "source": lists[name], "error_title": "Elija de la lista"}
    if column.type == "date":
        early, late = dt.date(1990, 1, 1), dt.date(2100, 12, 31)
        return {"validate": "date", "criteria": "between", "minimum": early, "maximum": late}
    if name == "progress_pct":
        return {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
    if column.type == "number":
        return {"validate": "decimal", "criteria": ">=", "value": 0}
    return {"validate": "any"}


def _example(sheet: Worksheet, table: Table, said: dict[str, list[Any]], date: Format) -> None:
    for place, name in enumerate(table.columns):
        example = said[name][1]
        if isinstance(example, dt.date):
            sheet.write_datetime(1, place, example, date)
        elif example is not None:
            sheet.write(1, place, example)
