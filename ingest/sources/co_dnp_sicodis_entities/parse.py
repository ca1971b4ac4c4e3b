"""Reads SICODIS' list of bodies, one JSON object each with its traits inside.

Does not belong here: typing or checking of values (``source.yml`` says those).
"""

import json
from pathlib import Path
from typing import Any

from ingest.problems import IngestError, Problem
from ingest.readers.sheet import Cell, Sheet

FIELDS = ("codigo", "nombre", "tipo")
TRAITS = ("esProductor", "esPdet", "esZomac", "esCapital")


def read(path: Path) -> list[Sheet]:
    """One sheet with a row per body, numbered in the file's order.

    Raises:
        IngestError: The file is not JSON or holds no list of bodies.
    """
    try:
        bodies = _document(path)["entidades"]
        rows = [_row(body) for body in bodies]
    except (ValueError, KeyError, TypeError) as error:
        raise IngestError(Problem("unreadable_file", path.name, value=str(error))) from error
    return [Sheet("main", [[*FIELDS, *TRAITS], *rows], list(range(len(rows) + 1)))]


def biennium(path: Path) -> str:
    """The biennium that the list is for."""
    return str(_document(path)["metadata"]["vigencia"])


def generated(path: Path) -> str:
    """When the list was made."""
    return str(_document(path)["metadata"]["fechaGeneracion"])


def _document(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def _row(body: dict[str, Any]) -> list[Cell]:
    traits = body["atributos"]
    return [*(str(body[f]) for f in FIELDS), *(str(traits[t]).lower() for t in TRAITS)]
