"""Rows of a table that no spreadsheet opens: gzip, whole, the same each time, failures told."""

import gzip
import json
from pathlib import Path

import duckdb
import pytest
from frictionless import validate

from orchestration.manifest import PublicColumn, PublicTable
from orchestration.packages import package
from orchestration.packages.cells import write_csv
from orchestration.packages.downloads import write_package
from orchestration.packages.gzipped import write_csv_gz
from tests.unit.test_orchestration_excel import FACTS

COLUMNS = (PublicColumn("code", "varchar", "-", "-"), PublicColumn("text", "varchar", "-", "-"))
TABLE = PublicTable("fct_thing", "cosa", "thing", ("code",), COLUMNS)


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    found = duckdb.connect()
    found.execute(
        "create table fct_thing as select printf('%07d', i) as code, "
        "if(i % 3 = 0, '=1+' || i, 'ñandú, \"' || md5(i::varchar)) as text from range(60000) t(i)"
    )
    return found


def test_it_is_the_csv_and_always_the_same_bytes(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    plain, packed, again = (tmp_path / name for name in ("a.csv", "a.csv.gz", "b.csv.gz"))
    write_csv(con, plain, TABLE)
    write_csv_gz(con, packed, TABLE)
    write_csv_gz(con, again, TABLE)
    assert plain.stat().st_size > 2 << 20, "more than one chunk"
    assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()
    assert packed.read_bytes() == again.read_bytes()


def test_neither_failure_hangs_nor_passes_unseen(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    with pytest.raises(FileNotFoundError, match="missing"):
        write_csv_gz(con, tmp_path / "missing" / "a.csv.gz", TABLE)
    con.execute("drop table fct_thing")
    with pytest.raises(duckdb.CatalogException):
        write_csv_gz(con, tmp_path / "a.csv.gz", TABLE)


def test_a_long_table_is_packed_and_its_package_is_valid(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "LONGEST_PLAIN", 1)
    con.execute("delete from fct_thing where code > '0000002'")
    folder = tmp_path / "fct_thing"
    write_package(con, folder, TABLE, FACTS)
    described = json.loads((folder / "datapackage.json").read_text("utf-8"))
    (resource,) = described["resources"]
    assert (resource["path"], resource["compression"]) == ("fct_thing.csv.gz", "gz")
    assert validate(str(folder / "datapackage.json")).valid
    assert not (folder / "fct_thing.csv").exists()
    assert "`fct_thing.csv.gz`: UTF-8" in (folder / "README.en.md").read_text("utf-8")
