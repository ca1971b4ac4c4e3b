"""Small lakes for the tests: the entities' own contracts, rows given by hand, no ingest.

What belongs here: turning rows into Parquet as the lake holds it. No test belongs here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import yaml

ROOT = Path(__file__).resolve().parents[2]
ENTITIES = ROOT / "ingest" / "entities"
TYPES = {
    "text": "VARCHAR",
    "integer": "INTEGER",
    "bigint": "BIGINT",
    "money": "DECIMAL(20,2)",
    "decimal": "DECIMAL(38,6)",
    "double": "DOUBLE",
    "date": "DATE",
    "boolean": "BOOLEAN",
    "timestamptz": "TIMESTAMPTZ",
}
LINEAGE = {"source_id": "text", "vintage_id": "text", "source_row": "bigint", "slice": "text"}
Rows = list[dict[str, Any]]


def entity_columns(entity: str) -> dict[str, str]:
    """Returns the lake's columns of an entity with their DuckDB types, in order."""
    contract = yaml.safe_load((ENTITIES / f"{entity}.yml").read_text("utf-8"))
    columns = {name: spec["type"] for name, spec in contract["columns"].items()}
    lineage = {} if contract.get("meta") else LINEAGE
    return {name: TYPES[kind] for name, kind in {**columns, **lineage}.items()}


def write_entity(lake: Path, entity: str, rows: Rows) -> None:
    """Writes one entity: the empty file that fixes the schema, and the rows if there are any."""
    columns = entity_columns(entity)
    folder = lake / entity
    folder.mkdir(parents=True, exist_ok=True)
    declared = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
    connection = duckdb.connect()
    connection.execute(f"create table given ({declared})")
    connection.execute(f"copy given to '{folder / 'empty.parquet'}' (format parquet)")
    for number, row in enumerate(rows, start=1):
        filled = {"source_row": number, **row} if "source_row" in columns else row
        names = ", ".join(f'"{name}"' for name in filled)
        marks = ", ".join("?" for _ in filled)
        connection.execute(f"insert into given ({names}) values ({marks})", list(filled.values()))
    if rows:
        connection.execute(f"copy given to '{folder / 'given.parquet'}' (format parquet)")
    connection.close()


def write_lake(lake: Path, rows: dict[str, Rows] | None = None) -> Path:
    """Writes every entity of ingest/entities, with the given rows.

    Args:
        lake: Folder to write to.
        rows: Rows per entity; what is not named stays empty.

    Raises:
        KeyError: rows of an entity that has no contract.
    """
    given = dict(rows or {})
    for path in sorted(ENTITIES.glob("*.yml")):
        write_entity(lake, path.stem, given.pop(path.stem, []))
    if given:
        raise KeyError(f"no such entity: {sorted(given)}")
    return lake
