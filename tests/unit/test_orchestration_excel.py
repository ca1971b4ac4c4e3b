"""Workbooks: the same cells as the CSV, nothing that runs, and what does not fit is said."""

from __future__ import annotations

import datetime as dt
import zipfile
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from python_calamine import CalamineWorkbook

from orchestration.manifest import PublicColumn, PublicTable
from orchestration.packages import excel
from orchestration.packages.downloads import write_package
from orchestration.publishing.facts import EditionFacts

COLUMNS = (
    ("code", "varchar"),
    ("name", "varchar"),
    ("amount", "decimal(20,2)"),
    ("n", "bigint"),
    ("ratio", "double"),
    ("on_day", "date"),
    ("at", "timestamptz"),
    ("yes", "boolean"),
)
TABLE = PublicTable(
    "fct_thing",
    "Cosas",
    "Things",
    ("code",),
    tuple(PublicColumn(name, kind, name, name) for name, kind in COLUMNS),
)
FACTS = EditionFacts(
    "2026.11.0", dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), dt.date(2026, 1, 1), False, "abc"
)
HUGE = Decimal("123456789012345678.91")
ROWS = [
    ["007", "=HYPERLINK(\"http://evil\")", Decimal("94135000.50"), 3, 0.25, "2024-12-31",
     "2026-11-20 12:00:00+00", True],
    ["008", "http://example.org", HUGE, 2**60 + 1, None, "1899-01-01", None, False],
    ["009", "x" * 40_000, Decimal("-5.00"), None, 1.5, None, None, None],
    ["010", "+51 999", Decimal("12345678901234.56"), 0, 0.0, "1900-03-01", None, None],
]  # fmt: skip


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("set TimeZone = 'UTC'")
    spelled = ", ".join(f'"{name}" {kind}' for name, kind in COLUMNS)
    connection.execute(f"create table fct_thing ({spelled})")
    connection.executemany(f"insert into fct_thing values ({', '.join('?' * 8)})", ROWS)
    return connection


def sheet(path: Path, name: str) -> list[list[object]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name).to_python()


def written(con: duckdb.DuckDBPyConnection, folder: Path) -> Path:
    write_package(con, folder / "fct_thing", TABLE, FACTS)
    return folder / "fct_thing" / "fct_thing.xlsx"


def test_sheets_and_cells(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = written(con, tmp_path)
    assert CalamineWorkbook.from_path(str(path)).sheet_names == [
        "LÉEME", "datos", "diccionario", "fuentes", "correcciones",
    ]  # fmt: skip
    head, first, second, third, fourth = sheet(path, "datos")
    assert head == [name for name, _kind in COLUMNS]
    assert first[0] == "007"
    assert first[2] == 94135000.5
    assert first[5] == dt.date(2024, 12, 31)
    assert first[6] == "2026-11-20T12:00:00Z"
    assert first[7] is True
    assert second[5] == "1899-01-01"
    assert third[2] == -5
    assert len(str(third[1])) == 32_767
    assert f"{fourth[2]:.2f}" == "12345678901234.56"
    assert fourth[5] == dt.date(1900, 3, 1)


def test_no_cent_is_lost(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = written(con, tmp_path)
    second = sheet(path, "datos")[2]
    assert (second[2], second[3]) == (str(HUGE), str(2**60 + 1))
    said = " ".join(str(row[0]) for row in sheet(path, "LÉEME"))
    assert "2 montos con más cifras" in said
    assert "1 textos pasan el largo" in said


def test_nothing_runs_and_nothing_is_a_link(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = written(con, tmp_path)
    names = [row[1] for row in sheet(path, "datos")[1:]]
    assert str(names[0]).startswith("'=HYPERLINK")
    assert str(names[3]) == "'+51 999"
    with zipfile.ZipFile(path) as archive:
        for part in archive.namelist():
            if part.startswith("xl/worksheets"):
                body = archive.read(part)
                assert b"<f>" not in body
                assert b"<hyperlink" not in body
        assert not [p for p in archive.namelist() if "vba" in p.lower()]


def test_a_table_past_the_limit_says_where_it_is(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(excel, "MOST_ROWS", 3)
    path = written(con, tmp_path)
    data = sheet(path, "datos")
    assert len(data) == 3
    assert "4 filas" in str(data[1][0])
    assert "fct_thing.csv" in str(data[1][0])
    assert "4 filas" in str(sheet(path, "LÉEME")[0][0])


def test_corrections_of_the_table_travel_with_it(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    con.execute(
        "create table fct_correction (edition_id varchar, table_name varchar, record_key varchar, "
        "field varchar, old_value varchar, new_value varchar, cause varchar, note varchar)"
    )
    con.execute(
        "insert into fct_correction values ('2026.11.0', 'fct_thing', '007', 'amount', '1', "
        "'94135000.50', 'source_revised', ''), ('2026.11.0', 'other', 'x', 'y', '1', '2', '', '')"
    )
    found = sheet(written(con, tmp_path), "correcciones")
    assert [row[1] for row in found] == ["record_key", "007"]


def test_the_zip_holds_every_file_and_is_reproducible(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    folder = written(con, tmp_path / "a").parent
    again = written(con, tmp_path / "b").parent
    with zipfile.ZipFile(folder / "fct_thing.zip") as archive:
        held = {name.removeprefix("fct_thing/") for name in archive.namelist()}
        assert archive.testzip() is None
    assert held == {p.name for p in folder.iterdir()} - {"fct_thing.zip"}
    assert (folder / "fct_thing.xlsx").read_bytes() == (again / "fct_thing.xlsx").read_bytes()
    assert (folder / "fct_thing.zip").read_bytes() == (again / "fct_thing.zip").read_bytes()
