"""Public tables from the warehouse into an edition's database file.

The warehouse is attached read-only; the edition's file is new, its tables are native, sorted by
key, and carry their descriptions as comments in both languages.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from ingest.readers.delimited import quoted
from ingest.settings import Settings
from orchestration.manifest import PublicTable

WAREHOUSE = "warehouse"
# Columns by which a page asks for single records among a million. Measured with
# tests/benchmarks/serving: a supplier's contracts in 1 ms instead of 40, the file larger by half.
INDEXED = {
    "fct_contract": ("contract_id",),
    "fct_contract_supplier": ("contract_id", "supplier_id"),
    "fct_process": ("process_id",),
}

# A table of more rows than MANY is sorted with numbers for the texts of which a column has but FEW.
MANY, FEW = 500_000, 20_000


@contextmanager
def opened(
    path: Path | None, settings: Settings, attached: dict[str, Path] | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a database file (or to memory) with others attached read-only.

    Args:
        path: File to write to; None for a connection that only reads.
        settings: Memory limit, and where to spill beyond it.
        attached: Alias to file.
    """
    con = duckdb.connect(str(path) if path else ":memory:")
    try:
        con.execute("set TimeZone = 'UTC'")
        con.execute(f"set memory_limit = {quoted(settings.memory_limit)}")
        con.execute(f"set temp_directory = {quoted(str(settings.paths.staging / 'spill'))}")
        for alias, file in (attached or {}).items():
            con.execute(f"attach {quoted(str(file))} as {alias} (read_only)")
        yield con
    finally:
        con.close()


def copy_table(con: duckdb.DuckDBPyConnection, table: PublicTable) -> int:
    """Copies one table, sorted by its key; returns how many rows it has."""
    relation = f'{WAREHOUSE}.main."{table.name}"'
    repeated = _numbered(con, relation, table) if count(con, relation) > MANY else {}
    cells = ", ".join(_cast(n, repeated.get(n)) for n in table.names)
    texts = ", ".join(_cast(n, "varchar" if n in repeated else None) for n in table.names)
    ordered = f"select {cells} from {relation} order by {key_order(table)}"
    con.execute(f'create table main."{table.name}" as select {texts} from ({ordered})')
    for kind in repeated.values():
        con.execute(f"drop type {kind}")
    for column in INDEXED.get(table.name, ()):
        con.execute(f'create index "{table.name}_{column}" on main."{table.name}" ("{column}")')
    describe(con, table)
    return count(con, f'main."{table.name}"')


def _numbered(con: duckdb.DuckDBPyConnection, relation: str, table: PublicTable) -> dict[str, str]:
    """Makes a type of the texts of each column that repeats few; column to its type.

    Sorting then moves numbers of the same order in place of names: for ten million rows of
    spending half the time and half the memory.
    """
    texts = [c.name for c in table.columns if c.type.lower() == "varchar"]
    counts = ", ".join(["count(*)", *(f'approx_count_distinct("{n}")' for n in texts)])
    ((_rows, *distinct),) = con.sql(f"select {counts} from {relation}").fetchall()
    kinds = {n: f'"texts of {n}"' for n, many in zip(texts, distinct, strict=True) if many <= FEW}
    for name, kind in kinds.items():
        con.execute(
            f'create temp type {kind} as enum (select distinct "{name}" from {relation} '
            f'where "{name}" is not null order by 1)'
        )
    return kinds


def _cast(name: str, kind: str | None) -> str:
    return f'cast("{name}" as {kind}) as "{name}"' if kind else f'"{name}"'


def key_order(table: PublicTable) -> str:
    """SQL of the order of a table's rows: its key; every column where it has none."""
    return ", ".join(f'"{n}" nulls last' for n in table.key) or "all"


def describe(con: duckdb.DuckDBPyConnection, table: PublicTable) -> None:
    """Writes the descriptions of a table and its columns into the database itself."""
    about = quoted(f"{table.es} · {table.en}")
    con.execute(f'comment on table main."{table.name}" is {about}')
    for column in table.columns:
        about = quoted(f"{column.es} · {column.en} [{column.unit}]")
        con.execute(f'comment on column main."{table.name}"."{column.name}" is {about}')


def count(con: duckdb.DuckDBPyConnection, relation: str) -> int:
    """Rows of a relation."""
    return int(con.sql(f"select count(*) from {relation}").fetchall()[0][0])
