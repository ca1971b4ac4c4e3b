"""Names of what people select on SECOP II's portal, so that one selection does not retire another.

Does not belong here: anything about rows (``source.yml`` says those).
"""

import gzip
import re
from pathlib import Path

from ingest.text import slug

COLLECTOR_COLUMN = "origen_barrido"  # of the sweeps of Valle del Cauca, and of no other file


def portal_selection(path: Path) -> str:
    """Name of the selection that a file holds.

    Files of the portal are told apart by their names without dates: a person who filters two
    departments gives the two files two names.
    """
    if COLLECTOR_COLUMN in _first_line(path):
        return "valle"
    stem = re.sub(r"\d{6,}", "", path.name.split(".")[0])
    return f"portal-{slug(stem)}"


def _first_line(path: Path) -> str:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8-sig", errors="replace") as file:
        return file.readline()
