"""Says which selection of SECOP I a file is; its rows are read as any other CSV.

Does not belong here: anything about rows (``source.yml`` says those).
"""

import gzip
import re
from pathlib import Path

from ingest.text import slug

COLLECTOR_COLUMN = "origen_barrido"


def selection(path: Path) -> str:
    """Name of the selection, so that one does not retire another.

    Files of the portal are told apart by their names without dates: a person who filters two
    departments gives the two files two names.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8-sig", errors="replace") as file:
        if COLLECTOR_COLUMN in file.readline():
            return "valle"
    stem = re.sub(r"\d{6,}", "", path.name.split(".")[0])
    return f"portal-{slug(stem)}"
