"""What an edition carries beside its tables: seals, corrections, queries, how to cite."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import yaml
from click.testing import CliRunner

from ingest.lake import ensure_empty_files
from ingest.settings import Settings
from orchestration.cli import main
from orchestration.publishing import edition, publish
from tests.unit import orchestration_warehouse as small

BEFORE = ["('c1', 'obra', 10.50)", "('c2', '=1+1', 20)"]
AFTER = ["('c1', 'obra', 11)", "('c2', '=1+1', 20)", "('c3', '@x', null)"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The second of two editions, which corrects the first."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VETA_DATA_DIR", str(tmp_path_factory.mktemp("sealed")))
        patch.setenv("VETA_LANG", "en")
        settings = Settings()
        ensure_empty_files(settings.paths)
        for rows in (BEFORE, AFTER):
            small.build(settings, rows)
            done = publish.publish(settings, tables=small.tables())
        yield done.edition.folder


def flipped(path: Path) -> bytes:
    body = bytearray(path.read_bytes())
    body[len(body) // 2] ^= 1
    return bytes(body)


def test_one_flipped_byte_is_seen_in_any_file(folder: Path) -> None:
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    endings = {p.suffix for p in files}
    assert {".duckdb", ".csv", ".parquet", ".xlsx", ".zip", ".md", ".html", ".sql"} <= endings
    for path in files:
        whole = path.read_bytes()
        path.write_bytes(flipped(path))
        found = edition.read(folder.parent, folder.name)
        damage = edition.damage(found) if found else [("changed", edition.MANIFEST)]
        path.write_bytes(whole)
        assert ("changed", path.relative_to(folder).as_posix()) in damage
        assert len(damage) == 1 or path.name == edition.MANIFEST
    found = edition.read(folder.parent, folder.name)
    assert found is not None
    assert edition.damage(found) == []


def test_verify_ends_in_one_even_where_the_manifest_is_no_json(folder: Path) -> None:
    path = folder / edition.MANIFEST
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"{", b"z", 1))
    asked = ["editions", "verify"]
    result = CliRunner().invoke(main, asked)
    path.write_bytes(whole)
    assert (result.exit_code, result.output.splitlines()[-1]) == (
        1,
        f"{folder.name}: changed manifest.json",
    )
    assert CliRunner().invoke(main, asked).exit_code == 0


def test_plain_tools_check_the_sums(folder: Path) -> None:
    for place in (folder, folder / "downloads" / "fct_contract"):
        lines = (place / "SHA256SUMS").read_text("utf-8").splitlines()
        for line in lines:
            digest, _, name = line.partition("  ")
            assert hashlib.sha256((place / name).read_bytes()).hexdigest() == digest
        done = subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=place, check=False)
        assert done.returncode == 0
    held = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    listed = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    assert {line.partition("  ")[2] for line in listed} == held - {"SHA256SUMS"}


def test_an_edition_tells_what_it_corrects(folder: Path) -> None:
    with (folder / "correcciones.csv").open(encoding="utf-8", newline="") as text:
        (row,) = csv.DictReader(text)
    assert row["edition_id"] == folder.name
    assert (row["table_name"], row["record_key"], row["field"]) == ("fct_contract", "CO|c1", "paid")
    assert (row["old_value"], row["new_value"], row["cause"]) == ("10.50", "11.00", "our_error")
    package = folder / "downloads" / "fct_contract"
    assert "corrects 1 values" in (package / "README.en.md").read_text("utf-8")
    assert "corrige 0 datos" in (folder / "downloads/dim_source/README.es.md").read_text("utf-8")


def test_the_query_gives_the_cells_of_the_csv(folder: Path) -> None:
    for package in sorted((folder / "downloads").iterdir()):
        (path,) = package.glob(f"{package.name}*.csv")
        with path.open(encoding="utf-8", newline="") as text:
            head, *wanted = csv.reader(text)
        with duckdb.connect(str(folder / "veta.duckdb"), read_only=True) as con:
            con.execute("set TimeZone = 'UTC'")
            found = con.sql((package / "consulta.sql").read_text("utf-8").rstrip("\n;"))
            assert found.columns == head
            told = [f'cast("{c}" as varchar)' for c in head]
            rows = found.select(*[duckdb.SQLExpression(t) for t in told]).fetchall()
        assert [["" if c is None else c for c in row] for row in rows] == wanted, package.name


def test_how_to_cite_names_title_version_and_sources(folder: Path) -> None:
    package = folder / "downloads" / "fct_contract"
    told = yaml.safe_load((package / "CITATION.cff").read_text("utf-8"))
    assert told["cff-version"] == "1.2.0"
    assert told["title"] == "fct_contract: Table fct_contract"
    assert told["version"] == folder.name
    (source,) = told["references"]
    assert source["authors"] == [{"name": "Oficina"}]
    assert re.match(r"\d{4}-\d{2}-\d{2}", str(source["date-accessed"]))
    assert "the publisher states none" in (package / "LICENCIA.md").read_text("utf-8")
    described = json.loads((package / "datapackage.json").read_text("utf-8"))
    assert described["title_en"] == "Table fct_contract (fct_contract)"
