"""Rows of a download: every format gives them in the order of the key, and all of them."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import duckdb
from python_calamine import CalamineWorkbook

from orchestration.manifest import PublicColumn, PublicTable
from orchestration.packages.downloads import write_package
from orchestration.publishing.facts import EditionFacts

ROWS = 130_000  # more than DuckDB's row group: two threads would mix them
TABLE = PublicTable(
    "fct_row",
    "Filas",
    "Rows",
    ("code",),
    (
        PublicColumn("code", "varchar", "Código", "Code"),
        PublicColumn("text", "varchar", "Texto", "Text"),
    ),
)
FACTS = EditionFacts(
    "2026.11.0", dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), dt.date(2026, 1, 1), False, "abc"
)


def test_every_format_has_the_order_of_the_key(tmp_path: Path) -> None:
    folder = tmp_path / "fct_row"
    with duckdb.connect() as con:
        con.execute("set threads = 4")
        con.execute(
            "create table fct_row as select printf('%06d', range) as code, "
            f"if(range % 10 = 0, '=', 'a') || range as text from range({ROWS})"
        )
        write_package(con, folder, TABLE, FACTS)
        parquet = con.sql(f"select code from read_parquet('{folder}/fct_row.parquet')").fetchall()
    wanted = [f"{n:06d}" for n in range(ROWS)]
    with (folder / "fct_row.csv").open(encoding="utf-8", newline="") as text:
        read = list(csv.DictReader(text))
    assert [r["code"] for r in read] == wanted
    assert [r["text"] for r in read[:2]] == ["'=0", "a1"]
    assert [code for (code,) in parquet] == wanted
    book = CalamineWorkbook.from_path(str(folder / "fct_row.xlsx"))
    assert [r[0] for r in book.get_sheet_by_name("datos").to_python()[1:]] == wanted
    assert f"{ROWS // 10} text cells" in (folder / "README.en.md").read_text("utf-8")
