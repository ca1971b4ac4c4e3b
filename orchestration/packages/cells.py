"""Rows as a CSV holds them: guarded text, ISO 8601 moments, the rest as it is. All of it is SQL."""

from pathlib import Path

import duckdb

from ingest.readers.delimited import quoted
from orchestration.manifest import PublicTable
from orchestration.publishing.tables import key_order

# A spreadsheet would run a cell that begins like this as a formula (CWE-1236). A pattern and not
# a list: DuckDB joins a long list, and a join writes the rows in another order each time.
FORMULA = r"^[=+\-@\t\r\x00]"


def is_formula(column: str) -> str:
    """SQL that says whether a spreadsheet would run the text of a column."""
    return f"regexp_matches({column}, {quoted(FORMULA)})"


def csv_cell(name: str, kind: str) -> str:
    """SQL of a cell as the CSV writes it."""
    column = f'"{name}"'
    if kind.lower() == "varchar":
        return f"case when {is_formula(column)} then '''' || {column} else {column} end"
    if kind.lower() in {"timestamptz", "timestamp with time zone"}:
        return f"strftime({column} at time zone 'UTC', '%Y-%m-%dT%H:%M:%SZ')"
    return column


def csv_cells(table: PublicTable) -> str:
    """SQL of all columns of a table as the CSV writes them."""
    return ", ".join(f'{csv_cell(c.name, c.type)} as "{c.name}"' for c in table.columns)


def write_csv(
    con: duckdb.DuckDBPyConnection, path: Path, table: PublicTable, where: str = "true"
) -> None:
    """Writes a table's rows, in their order, as UTF-8 with comma, LF and one header."""
    con.execute(
        f'copy (select {csv_cells(table)} from main."{table.name}" where {where}) '
        f"to {quoted(str(path))} "
        "(format csv, header, delimiter ',', quote '\"', escape '\"', nullstr '', "
        "use_tmp_file false)"  # its folder is new, and the file may be a pipe
    )


def query(table: PublicTable, edition: str) -> str:
    """``consulta.sql``: gives the CSV's cells again from the edition's own database."""
    cells = ",\n  ".join(f'{csv_cell(c.name, c.type)} as "{c.name}"' for c in table.columns)
    order = key_order(table) if table.key else "rowid"
    return (
        f"-- Veta, edición {edition}: {table.name}\n"
        "-- Da las celdas del CSV desde veta.duckdb de la edición (DuckDB).\n"
        "-- Gives the cells of the CSV from the edition's veta.duckdb (DuckDB).\n"
        f'select\n  {cells}\nfrom main."{table.name}"\norder by {order};\n'
    )
