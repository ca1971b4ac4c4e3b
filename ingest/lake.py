"""Where conformed rows lie, and how a file comes to lie there whole.

Does not belong here: making the rows (``conform.py``).
"""

from pathlib import Path

import duckdb
import pyarrow as pa

from ingest.durable import make_folder, put
from ingest.models import Entity
from ingest.readers.delimited import quoted
from ingest.registry import load_entities
from ingest.settings import DataPaths
from ingest.sql import SQL_TYPE
from ingest.text import slug

LINEAGE = {
    "source_id": "varchar",
    "vintage_id": "varchar",
    "source_row": "bigint",
    "slice": "varchar",
}


def columns(entity: Entity) -> dict[str, str]:
    """Columns of a lake file of the entity with their DuckDB types, in order."""
    own = {name: SQL_TYPE[column.type] for name, column in entity.columns.items()}
    return own if entity.meta else own | LINEAGE


def file_of(paths: DataPaths, entity: str, source_id: str, period: str, vintage_id: str) -> Path:
    """The one Parquet file that holds an entity's rows of a vintage."""
    folder = paths.lake / entity / f"source={source_id}" / f"period={slug(period)}"
    return folder / f"{vintage_id}.parquet"


def ensure_empty_files(paths: DataPaths) -> None:
    """Writes a zero-row file of every entity, so that readers find each one's columns."""
    with duckdb.connect() as con:
        for entity in load_entities().values():
            path = paths.lake / entity.name / "empty.parquet"
            typed = ", ".join(f"cast(null as {t}) as {n}" for n, t in columns(entity).items())
            if path.exists() and _same_columns(con, path, entity):
                continue
            make_folder(path.parent)
            partial = path.with_suffix(".partial")
            con.sql(f"select {typed} where false").write_parquet(str(partial))
            put(partial, path)


def write_rows(entity_name: str, rows: list[dict[str, object]], path: Path) -> None:
    """Writes a few rows that Python made, typed as the entity's contract says.

    Args:
        entity_name: Contract of the rows.
        rows: Mappings of column to value; absent columns are NULL.
        path: Final place of the file.
    """
    entity = load_entities()[entity_name]
    names = columns(entity)
    cells = {n: [None if (v := row.get(n)) is None else str(v) for row in rows] for n in names}
    given = pa.table({n: pa.array(c, pa.string()) for n, c in cells.items()})
    typed = ", ".join(f"cast({n} as {t}) as {n}" for n, t in names.items())
    make_folder(path.parent)
    partial = path.with_suffix(".partial")
    with duckdb.connect() as con:
        con.execute("set TimeZone = 'UTC'")
        con.register("given", given)
        con.sql(f"select {typed} from given").write_parquet(str(partial))
    put(partial, path)


def scan(paths: DataPaths, entity: str) -> str:
    """A DuckDB table function call over every lake file of an entity."""
    glob = quoted(str(paths.lake / entity / "**" / "*.parquet"))
    return f"read_parquet({glob}, hive_partitioning=false, union_by_name=true)"


def _same_columns(con: duckdb.DuckDBPyConnection, path: Path, entity: Entity) -> bool:
    found = con.sql(f"describe select * from read_parquet({quoted(str(path))})").fetchall()
    wanted = [
        row[:2]
        for row in con.sql(
            "describe select "
            + ", ".join(f"cast(null as {t}) as {n}" for n, t in columns(entity).items())
        ).fetchall()
    ]
    return [row[:2] for row in found] == wanted
