"""A few rows as a table for Dagster's pages, so that a stranger sees what an asset holds."""

import duckdb

from ingest.lake import scan
from ingest.settings import DataPaths

ROWS = 5
WIDTH = 60  # characters of a cell


def of_entity(con: duckdb.DuckDBPyConnection, paths: DataPaths, entity: str) -> str:
    """The first rows of a lake entity as a Markdown table; the lake holds no personal data.

    Args:
        con: A connection.
        paths: Data folders.
        entity: Entity of the lake.
    """
    found = con.sql(f"select * from {scan(paths, entity)} limit {ROWS}")
    names = found.columns
    rows = found.fetchall()
    lines = [_line(names), _line(["---"] * len(names)), *(_line(row) for row in rows)]
    return "\n".join(lines)


def _line(cells: "list[str] | tuple[object, ...]") -> str:
    return "| " + " | ".join(_cell(c) for c in cells) + " |"


def _cell(value: object) -> str:
    text = "" if value is None else " ".join(str(value).split()).replace("|", "\\|")
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"
