"""The hand-picked JSON of contracts, as a table; and the date of either form of the source.

Does not belong here: what the columns mean (``source.yml``).
"""

import json
from pathlib import Path
from typing import Any

from ingest.problems import IngestError, Problem
from ingest.readers import excel
from ingest.readers.sheet import Cell, Sheet

SOURCE = "pe_oece_conosce_contracts"


def read(path: Path) -> list[Sheet]:
    """One row per contract of the selection; ``source_row`` counts from 1.

    Raises:
        IngestError: The file is not JSON of that shape.
    """
    try:
        rows = [entry["row"] for entry in _document(path)["selected"]]
        names = list(dict.fromkeys(name for row in rows for name in row))
        cells: list[list[Cell]] = [list(names)]
        cells += [[excel.as_text(row.get(n)) for n in names] for row in rows]
    except (AttributeError, KeyError, TypeError) as error:
        raise IngestError(
            Problem("unreadable_file", path.name, SOURCE, value=str(error))
        ) from error
    return [Sheet("main", cells, list(range(len(cells))))]


def as_of(path: Path) -> str:
    """When the selection was made or the workbook created; empty where neither is said."""
    if path.suffix.casefold() == ".json":
        return str(_document(path).get("generatedAt", ""))
    return excel.written_on(path, "created") or ""


def _document(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, ValueError) as error:
        raise IngestError(
            Problem("unreadable_file", path.name, SOURCE, value=str(error))
        ) from error
    if not isinstance(data, dict):
        raise IngestError(Problem("unreadable_file", path.name, SOURCE, value="no object"))
    return data
