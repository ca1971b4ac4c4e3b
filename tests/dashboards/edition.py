"""Builds a small edition on disk, in the layout that publish writes."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import duckdb

from tests.dashboards.edition_base import Row
from tests.dashboards.edition_more import MORE
from tests.dashboards.edition_rows import ROWS
from tests.dashboards.edition_schema import table_columns

CORRECTION = (
    "edition_id varchar, table_name varchar, record_key varchar, field varchar, "
    "old_value varchar, new_value varchar, cause varchar, note varchar"
)


def build_edition(
    data_dir: Path, name: str = "2026.11.0", *, synthetic: bool = True, more: bool = False
) -> Path:
    """Write one edition and point `CURRENT` at it.

    Args:
        data_dir: the running data folder.
        name: edition id.
        synthetic: what the manifest says about the data.
        more: also the rows of `edition_more`, and the table of corrections.
    """
    folder = data_dir / "published" / name
    folder.mkdir(parents=True)
    with duckdb.connect(str(folder / "veta.duckdb")) as connection:
        schema = table_columns() | ({"fct_correction": CORRECTION} if more else {})
        for table, columns in schema.items():
            connection.execute(f"create table {table} ({columns})")
            for row in (*ROWS.get(table, []), *(MORE.get(table, []) if more else [])):
                _insert(connection, table, row)
        _write_download(connection, folder / "downloads" / "fct_money_chain", "fct_money_chain")
        tables = {
            table: {"rows": connection.execute(f"select count(*) from {table}").fetchone()[0]}
            for table in schema
        }
    manifest = {
        "edition": name,
        "created_at": "2026-11-20T12:00:00+00:00",
        "synthetic": synthetic,
        "reference_date": "2026-01-15",
        "code_version": "0.1.0",
        "tables": tables,
        "vintages": [],
        "checksums": {},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (data_dir / "published" / "CURRENT").write_text(name + "\n", encoding="utf-8")
    return folder


def _insert(connection: duckdb.DuckDBPyConnection, table: str, row: Row) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" for _ in row)
    connection.execute(f"insert into {table} ({names}) values ({marks})", list(row.values()))


def _write_download(connection: duckdb.DuckDBPyConnection, folder: Path, table: str) -> None:
    folder.mkdir(parents=True)
    connection.execute(f"copy {table} to '{folder / table}.parquet' (format parquet)")
    connection.execute(f"copy {table} to '{folder / table}.csv' (header)")
    columns = connection.execute(f"describe {table}").fetchall()
    with (folder / "diccionario.csv").open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(["column", "type"])
        writer.writerows([column[:2] for column in columns])
    resources = [
        {"name": table, "path": f"{table}.{kind}", "format": kind, "bytes": path.stat().st_size,
         "hash": "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()}
        for kind in ("csv", "parquet")
        for path in [folder / f"{table}.{kind}"]
    ]  # fmt: skip
    package = {"name": table, "title": "Cadena del dinero", "title_en": "Money chain",
               "description": "Recibido, presupuestado y gastado.",
               "description_en": "Received, budgeted and spent.",
               "resources": resources}  # fmt: skip
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    for name in ("README.es.md", "README.en.md"):
        (folder / name).write_text(f"# {table}\n", encoding="utf-8")
    sums = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}"
        for path in sorted(folder.iterdir())
    ]
    (folder / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="utf-8")


if __name__ == "__main__":
    import sys

    print(build_edition(Path(sys.argv[1])))
