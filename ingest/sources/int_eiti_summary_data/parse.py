"""Finds the five parts of EITI's summary data workbook, which stand at fixed places of its sheets.

Every row is given the country and first year of the report, which only Part 1 says. Contact persons
of Part 1 are left out. Does not belong here: typing of values (``source.yml`` says it).
"""

from pathlib import Path

from ingest.problems import IngestError, Problem
from ingest.readers import excel
from ingest.readers.sheet import Cell, Sheet

Rows = list[tuple[int, list[Cell]]]
PARTS = {n: f"Part {n} *" for n in range(1, 6)}
KEY = ["country", "iso3", "start"]
DISCLOSED = [*KEY, "section", "topic", "label", "text", "source"]
REVENUE = [*KEY, "gfs", "sector", "stream", "agency", "amount", "currency"]
PAYMENT = [*KEY, "sector", "company", "agency", "stream", "levied_on_project", "by_project"]
PAYMENT += ["project", "currency", "amount", "in_kind", "volume", "unit", "comments"]
RATE = [*KEY, "currency", "rate", "rate_source"]
CONTACT = ("name", "organisation", "email", "e-mail", "address for correspondence")
LISTS = {
    "full_agency_name": "agency",
    "full agency name": "agency",
    "full_company_name": "company",
    "full company name": "company",
    "full_project_name": "project",
    "full project name": "project",
}
FIRST_ROWS = {2: 17, 3: 13, 4: 22, 5: 15}  # as the Secretariat's own importer reads them


def read(path: Path) -> list[Sheet]:
    """Sheets ``disclosure``, ``revenue``, ``payment`` and ``rate``.

    Raises:
        IngestError: A part is missing, or Part 1 does not say country and start date.
    """
    parts = {n: _part(path, glob) for n, glob in PARTS.items()}
    about = _about(parts[1])
    key = [
        about.get("country or area name", (0, None))[1],
        about.get("iso alpha-3 code", (0, None))[1],
        about.get("start date", (0, None))[1],
    ]
    if not key[2] or not (key[0] or key[1]):
        raise IngestError(Problem("wrong_header", path.name, value="Country, Start Date (Part 1)"))
    disclosed = [
        (n, [*key, "about", "Part 1", label, text, None]) for label, (n, text) in about.items()
    ]
    disclosed += [(n, [*key, *row]) for n, row in _requirements(parts[2])]
    disclosed += [(n, [*key, *row]) for n, row in _entities(parts[3])]
    revenue = [(n, [*key, *row[5:11]]) for n, row in _filled(parts[4], 4, 7)]
    payment = [(n, [*key, *row[1:14]]) for n, row in _filled(parts[5], 5, 2)]
    rates = [
        (n, [*key, about.get("reporting currency (iso-4217)", (0, None))[1], text, None])
        for label, (n, text) in about.items()
        if label.startswith("exchange rate used")
    ]
    return [
        _sheet("disclosure", DISCLOSED, disclosed),
        _sheet("revenue", REVENUE, revenue),
        _sheet("payment", PAYMENT, payment),
        _sheet("rate", RATE, rates),
    ]


def period(path: Path) -> str:
    """``<country>-<first year>`` of the report."""
    about = _about(_part(path, PARTS[1]))
    names = ("iso alpha-3 code", "country or area name")
    country = next((about[n][1] for n in names if n in about), None)
    return f"{country}-{str(about['start date'][1])[:4]}"


def _part(path: Path, glob: str) -> Sheet:
    found = excel.read(path, glob)
    if not found:
        raise IngestError(Problem("wrong_header", path.name, value=glob))
    return found[0]


def _about(part: Sheet) -> dict[str, tuple[int, str]]:
    """Label in column C to row number and value in column E; contact persons left out."""
    answers: dict[str, tuple[int, str]] = {}
    for number, row in zip(part.numbers, part.rows, strict=True):
        label, value = _at(row, 2), _at(row, 4)
        plain = " ".join((label or "").casefold().rstrip("=: ").split())
        if plain and value and plain not in CONTACT:
            answers.setdefault(plain, (number, value))
    return answers


def _requirements(part: Sheet) -> Rows:
    """What Part 2 asks in column B, how it is met (D) and where (F); a heading has no answer."""
    topic: Cell = None
    rows: Rows = []
    for number, row in _filled(part, 2, 1):
        label, answer, source = _at(row, 1), _at(row, 3), _at(row, 5)
        if answer is None and source is None:
            topic = label
        else:
            rows.append((number, ["requirement", topic, label, answer, source]))
    return rows


def _entities(part: Sheet) -> Rows:
    """Part 3 stacks three lists, each under a header of its own; other answers follow the name."""
    section: Cell = None
    header: list[Cell] = []
    rows: Rows = []
    for number, row in _filled(part, 3, 1):
        name = str(_at(row, 1))
        if name.casefold() in LISTS:
            section, header = LISTS[name.casefold()], row
        elif section and not name.casefold().startswith("add new"):
            answers = [f"{h}: {v}" for h, v in zip(header[2:], row[2:], strict=False) if h and v]
            rows.append((number, [section, "Part 3", name, "; ".join(answers) or None, None]))
    return rows


def _filled(part: Sheet, number: int, column: int) -> Rows:
    """Rows from a part's first data row on whose given column is filled, padded to its width."""
    first = FIRST_ROWS[number]
    return [
        (n, row + [None] * (14 - len(row)))
        for n, row in zip(part.numbers[first - 1 :], part.rows[first - 1 :], strict=True)
        if _at(row, column)
    ]


def _at(row: list[Cell], column: int) -> Cell:
    cell = row[column] if column < len(row) else None
    return (cell.strip() or None) if cell else None


def _sheet(name: str, header: list[str], rows: Rows) -> Sheet:
    return Sheet(name, [list(header), *(row for _, row in rows)], [0, *(n for n, _ in rows)])
