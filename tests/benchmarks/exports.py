"""Exports of a large table against DuckDB's own COPY of the same rows.

SIAF-like spending with twelve public columns lies in a native DuckDB table, as in an edition.
"""

import datetime as dt
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from orchestration.manifest import PublicColumn, PublicTable
from orchestration.packages import excel
from orchestration.packages.cells import csv_cells, write_csv
from orchestration.packages.downloads import write_parquet
from orchestration.packages.gzipped import write_csv_gz
from orchestration.packages.package import Package
from orchestration.publishing.facts import EditionFacts
from orchestration.publishing.tables import count
from tests.benchmarks.runs import Job, compare, serve
from tests.benchmarks.siaf import rows_sql

PUBLIC = """
    ANO_EJE as fiscal_year, MES_EJE as month, SEC_EJEC as entity_code,
    EJECUTORA_NOMBRE as entity_name, RUBRO as stream_code, FUNCION as function_code,
    FUNCION_NOMBRE as function_name, PRODUCTO_PROYECTO as project_code,
    cast(MONTO_PIM as decimal(20, 2)) as current_budget,
    cast(MONTO_CERTIFICADO as decimal(20, 2)) as certified,
    cast(MONTO_DEVENGADO as decimal(20, 2)) as accrued, cast(MONTO_GIRADO as decimal(20, 2)) as paid
"""


TABLE = PublicTable(
    "spending",
    "Gasto generado",
    "Generated spending",
    (),
    tuple(
        PublicColumn(words[-1], "decimal(20,2)" if "decimal" in line else "varchar", "-", "-")
        for line in PUBLIC.replace("(20, 2)", "").split(",")
        if (words := line.split())
    ),
)
FACTS = EditionFacts("0", dt.datetime(2026, 1, 1, tzinfo=dt.UTC), None, True, "benchmark")


def duckdb_parquet(path: Path, folder: Path) -> None:
    """DuckDB alone, zstd Parquet."""
    _bare(path, folder / "bare.parquet", "format parquet, compression zstd")


def duckdb_csv(path: Path, folder: Path) -> None:
    """DuckDB alone, CSV."""
    _bare(path, folder / "bare.csv", "format csv, header")


def duckdb_csv_gz(path: Path, folder: Path) -> None:
    """DuckDB alone, CSV compressed by itself."""
    _bare(path, folder / "bare.csv.gz", "format csv, header")


def veta_parquet(path: Path, folder: Path) -> None:
    """The Parquet file of a data package."""
    with duckdb.connect(str(path), read_only=True) as con:
        write_parquet(con, folder / "veta.parquet", TABLE, FACTS)


def veta_csv(path: Path, folder: Path) -> None:
    """The CSV file of a data package: texts that a spreadsheet would run are guarded."""
    with duckdb.connect(str(path), read_only=True) as con:
        write_csv(con, folder / "veta.csv", TABLE)


def veta_csv_gz(path: Path, folder: Path) -> None:
    """The CSV of a table too long for a spreadsheet, packed by ISA-L."""
    with duckdb.connect(str(path), read_only=True) as con:
        write_csv_gz(con, folder / "veta.csv.gz", TABLE)


def veta_xlsx(path: Path, folder: Path) -> None:
    """As many rows as a workbook takes."""
    _workbook(path, folder, excel.MOST_ROWS)


def veta_xlsx_tenth(path: Path, folder: Path) -> None:
    """A tenth of them: the peak beside the one above tells whether memory grows with the rows."""
    _workbook(path, folder, excel.MOST_ROWS // 10)


JOBS: dict[str, Job] = {
    "duckdb parquet": duckdb_parquet,
    "veta parquet": veta_parquet,
    "duckdb csv": duckdb_csv,
    "veta csv": veta_csv,
    "duckdb csv.gz": duckdb_csv_gz,
    "veta csv.gz": veta_csv_gz,
    "veta xlsx": veta_xlsx,
    "veta xlsx, a tenth": veta_xlsx_tenth,
}


def measure(rows: int, rounds: int) -> dict[str, Any]:
    """Makes the database and runs all jobs on it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "veta.duckdb"
        with duckdb.connect(str(path)) as con:
            made = rows_sql(rows, dirty=False)
            con.execute(f"create table {TABLE.name} as select {PUBLIC} from ({made})")
            for most in (excel.MOST_ROWS, excel.MOST_ROWS // 10):
                con.execute(f"create table few_{most} as from {TABLE.name} limit {most}")
        return compare("tests.benchmarks.exports", list(JOBS), "duckdb parquet", path, rounds)


def _bare(path: Path, target: Path, options: str) -> None:
    with duckdb.connect(str(path), read_only=True) as con:
        con.execute(f"copy {TABLE.name} to '{target}' ({options})")


def _workbook(path: Path, folder: Path, most: int) -> None:
    table = replace(TABLE, name=f"few_{most}")
    with duckdb.connect(str(path), read_only=True) as con:
        package = Package(table, "few", count(con, table.name), 0, (), False, (), None)
        texts = {"es": "", "en": ""}
        excel.write_workbook(con, folder / "few.xlsx", package, FACTS, csv_cells(table), texts)


if __name__ == "__main__":
    serve(JOBS)
