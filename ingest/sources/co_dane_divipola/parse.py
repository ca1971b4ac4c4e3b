"""Reads the DIVIPOLA copy kept as one JSON object of municipalities by code.

Does not belong here: typing or checking of values (``source.yml`` says those).
"""

import json
from pathlib import Path

from ingest.problems import IngestError, Problem
from ingest.readers.sheet import Cell, Sheet

FIELDS = ("department_code", "name", "latitude", "longitude")


def read(path: Path) -> list[Sheet]:
    """One sheet: a row per municipality, numbered in the file's order.

    Raises:
        IngestError: The file is not JSON or has no ``municipalities`` object.
    """
    try:
        places = json.loads(path.read_text(encoding="utf-8"))["municipalities"]
        rows = [[code, *(_cell(place.get(f)) for f in FIELDS)] for code, place in places.items()]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise IngestError(Problem("unreadable_file", path.name, value=str(error))) from error
    header: list[Cell] = ["code", *FIELDS]
    return [Sheet("main", [header, *rows], list(range(len(rows) + 1)))]


def part(path: Path) -> str:
    """Which part of the division a file covers: the JSON has municipalities only."""
    return "municipalities" if path.suffix == ".json" else "with-areas"


def _cell(value: object) -> Cell:
    return None if value is None else str(value)
