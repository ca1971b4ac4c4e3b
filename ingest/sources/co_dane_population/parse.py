"""Reads the population workbook that SICODIS publishes as JSON: rows of cells, years as columns.

Does not belong here: typing or checking of values (``source.yml`` says those).
"""

import json
from pathlib import Path

from ingest.problems import IngestError, Problem
from ingest.readers.sheet import Cell, Sheet


def read(path: Path) -> list[Sheet]:
    """One sheet; ``source_row`` is the position in the file's ``rows``, the header being 0.

    Raises:
        IngestError: The file is not JSON or holds no rows of cells.
    """
    try:
        table = json.loads(path.read_text(encoding="utf-8"))["rows"]
        rows = [[_cell(value) for value in row] for row in table]
    except (ValueError, KeyError, TypeError) as error:
        raise IngestError(Problem("unreadable_file", path.name, value=str(error))) from error
    return [Sheet("main", rows, list(range(len(rows))))]


def _cell(value: object) -> Cell:
    return None if value is None or value == "" else str(value)
