"""Brings the public tables that Spark built into the warehouse file that publishing reads."""

from pathlib import Path

from ingest.readers.delimited import quoted
from ingest.settings import Settings
from orchestration.manifest import PublicTable
from orchestration.publishing.tables import opened
from orchestration.spark import session


class TableMissingError(Exception):
    """Spark's build ended well but left no folder of a public table."""


def gather(settings: Settings, tables: dict[str, PublicTable]) -> None:
    """Writes every public table into a new warehouse file, in the types of the contract.

    Args:
        settings: Data folder, memory limit.
        tables: Public tables by name.

    Raises:
        TableMissingError: a table was not built.
    """
    paths = settings.paths
    built = session.tables(paths)
    paths.warehouse.unlink(missing_ok=True)
    with opened(paths.warehouse, settings) as con:
        for table in tables.values():
            con.execute(f'create table main."{table.name}" as {select(table, built / table.name)}')


def select(table: PublicTable, folder: Path) -> str:
    """A DuckDB query over a table's Parquet, as the contract types it.

    Args:
        table: Public table.
        folder: Where Spark wrote it.

    Raises:
        TableMissingError: the folder holds no Parquet.
    """
    if not any(folder.glob("*.parquet")):
        raise TableMissingError(f"{table.name}: {folder}")
    columns = ", ".join(f'cast("{c.name}" as {c.type}) as "{c.name}"' for c in table.columns)
    return f"select {columns} from read_parquet({quoted(str(folder / '*.parquet'))})"
