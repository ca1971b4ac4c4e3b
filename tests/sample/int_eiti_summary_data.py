"""EITI's summary data workbook (template 2.0) of an invented report."""

import datetime as dt
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.sample.co_world import CREATED
from tests.sample.world import COMPANIES, World

YEAR = 2022
FILE = "CO_EITI_summary_data_2022_muestra.xlsx"
AGENCY = "ENTIDAD INVENTADA DE REGALÍAS"
ABOUT = [
    ("Country or area name", "Colombia"),
    ("ISO Alpha-3 Code", "COL"),
    ("Start Date", dt.datetime(YEAR, 1, 1)),  # noqa: DTZ001 - a workbook keeps no zone
    ("End Date", dt.datetime(YEAR, 12, 31)),  # noqa: DTZ001
    ("Has an EITI Report been prepared by an Independent Administrator?", "Yes"),
    ("Reporting currency (ISO-4217)", "COP"),
    ("Exchange rate used: 1 USD = ", 4000),
    ("Name", "FUNCIONARIA INVENTADA GAMMA"),
    ("Email", "contacto@example.org"),
]
REQUIREMENTS = [
    ("4.6: Direct subnational payments", None, None),
    ("Does the government disclose them?", "Yes, through EITI reporting", "Informe de muestra"),
    ("5.2: Subnational transfers", None, None),
    ("Are transfers disclosed?", "Not available", None),
]
STREAMS = [
    ("Royalties (1415E1)", "REGALÍAS DE MUESTRA"),
    ("Ordinary taxes on income, profits and capital gains (1112E1)", "RENTA DE MUESTRA"),
]


def write(folder: Path, world: World) -> None:
    """Writes one workbook; what a company says may differ from what the government says.

    Args:
        folder: Where the file goes.
        world: Random numbers.
    """
    with xlsxwriter.Workbook(folder / FILE) as book:
        book.set_properties({"created": CREATED})
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        book.add_worksheet("Introduction").write("A1", "Plantilla de muestra")
        about = book.add_worksheet("Part 1 - About")
        for row, (label, value) in enumerate(ABOUT, start=5):
            about.write(row, 2, label)
            if isinstance(value, dt.datetime):
                about.write_datetime(row, 4, value, date)
            else:
                about.write(row, 4, value)
        checklist = book.add_worksheet("Part 2 - Disclosure checklist")
        _rows(checklist, 16, [[None, q, None, a, None, s] for q, a, s in REQUIREMENTS])
        entities = book.add_worksheet("Part 3 - Reporting entities")
        lists: list[list[Any]] = [
            [None, "Full agency name", "Agency type", "ID number", "Total reported"],
            [None, AGENCY, "Central government", "1", 1000],
            [],
            [None, "Full company name", "Company ID", "Sector", "Commodities"],
            *([None, name, nit, "Oil", "Crude oil"] for nit, name in COMPANIES[:3]),
            [],
            [None, "Full project name", "Legal agreement reference number(s)"],
            [None, "CAMPO DE MUESTRA", "CT-001"],
        ]
        _rows(entities, 12, lists)
        _money(book, world)
        book.add_worksheet("Lists")


def _money(book: xlsxwriter.Workbook, world: World) -> None:
    revenues, payments = [], []
    for gfs, stream in STREAMS:
        total = 0
        for n, (_, company) in enumerate(COMPANIES[:3]):
            paid = world.random.randint(1_000, 9_000) * 1_000_000
            total += paid
            row = [None, "Company type", company, AGENCY, stream, "No", "No", None, "COP"]
            payments.append([*row, "Not available" if n == 2 and gfs.startswith("R") else paid])
        revenues.append([*[None] * 5, gfs, "Oil", stream, AGENCY, total, "COP"])
    _rows(book.add_worksheet("Part 4 - Government revenues"), 21, revenues)
    _rows(book.add_worksheet("Part 5 - Company data"), 14, payments)


def _rows(sheet: Any, first: int, rows: list[list[Any]]) -> None:
    for n, row in enumerate(rows, start=first):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(n, column, value)
