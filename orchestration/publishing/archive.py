"""Copies of vintages that an edition may serve: of sources whose licence lets them be passed on.

A copy is the bytes as received, so that a figure can be checked when
the publisher's page is gone.
"""

import re
import shutil
from pathlib import Path

import duckdb

from ingest.settings import DataPaths

FOLDER = "archive"
NOTE = "vintage.json"
NOT_OF_NAMES = re.compile(r"^[^A-Za-z0-9]+|[^A-Za-z0-9._-]+")  # an address would escape it
_KEPT = """
select v.source_id, v.vintage_id
from main.dim_vintage as v
inner join main.dim_source as s on v.source_id = s.source_id
where s.republish and v.is_current
order by 1, 2
"""


def keep(con: duckdb.DuckDBPyConnection, paths: DataPaths, folder: Path) -> int:
    """Puts the current vintages of republishable sources into an edition.

    Args:
        con: Connection to the edition's database.
        paths: The running data.
        folder: Folder of the edition.

    Returns:
        How many files.
    """
    files = 0
    for source_id, vintage_id in con.sql(_KEPT).fetchall():
        for file in sorted((paths.raw / source_id / vintage_id).glob("*")):
            if file.name == NOTE or not file.is_file():
                continue
            into = folder / FOLDER / source_id / vintage_id
            into.mkdir(parents=True, exist_ok=True)
            # No link: forgetting a person rewrites the vintage.
            shutil.copyfile(file, into / NOT_OF_NAMES.sub("-", file.name))
            files += 1
    return files
