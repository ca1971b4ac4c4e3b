"""The main job on generated sample files: from an inbox to a served edition, and again.

One refresh is shared by the tests of a whole run; a second one meets a changed file, a broken
file, a damaged warehouse and a reader of the old edition, all at once.
"""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from ingest.lake import scan
from ingest.settings import ROOT, Settings
from orchestration.manifest import public_tables
from orchestration.publishing import edition
from orchestration.refresh import PUBLISHED, Refresh
from tests.conftest import Refreshed

CHANGED = "pe_mef_transferencias/transferencias_mef_2025.csv"
BROKEN = "plan-bienal-caja-2025-2026.xlsx"


@dataclass
class World:
    """An inbox, a data folder, and what the refreshes said."""

    settings: Settings
    inbox: Path
    code: int
    lines: list[str]

    def refresh(self) -> tuple[int, str]:
        """Runs another refresh in this process."""
        lines: list[str] = []
        code = Refresh(self.settings, self.inbox, out=lines.append).run()
        return code, "\n".join(lines)

    @property
    def served(self) -> edition.Edition:
        """The edition being served."""
        found = edition.current(self.settings.paths.published)
        assert found is not None
        return found

    def rows(self, sql: str) -> list[tuple]:
        """Rows of the served edition."""
        with duckdb.connect(str(self.served.database), read_only=True) as con:
            return con.sql(sql).fetchall()


@pytest.fixture(scope="module")
def world(refreshed: Refreshed) -> World:
    assert refreshed.code == PUBLISHED, "\n".join(refreshed.lines)
    return World(refreshed.settings, refreshed.inbox, refreshed.code, refreshed.lines)


def test_an_edition_with_every_public_table_is_served(world: World) -> None:
    wanted = set(public_tables()) | {"fct_correction"}
    found = world.rows("select table_name, estimated_size from duckdb_tables()")
    assert {name for name, _ in found} == wanted
    manifest = world.served.manifest
    assert {t: n["rows"] for t, n in manifest["tables"].items()} == dict(found)
    assert edition.damage(world.served) == []
    assert {p.name for p in (world.served.folder / "downloads").iterdir()} == wanted


def test_both_countries_arrive(world: World) -> None:
    for table in ("fct_allocation", "fct_spending", "fct_project", "fct_contract"):
        countries = {c for (c,) in world.rows(f"select distinct country from {table}")}
        assert {"PE", "CO"} & countries, table
    assert {c for (c,) in world.rows("select distinct country from fct_money_chain")} >= {
        "PE",
        "CO",
    }


def test_no_row_is_lost_without_a_word(world: World) -> None:
    lost = world.rows("select * from dim_vintage where rows_read <> rows_loaded + rows_rejected")
    assert lost == []
    said = world.rows("select source_id, sum(rows_read) from dim_vintage group by 1")
    text = "\n".join(world.lines)
    for source_id, rows in said:
        assert f"{source_id}: " in text
        line = next(x for x in world.lines if x.startswith(f"{source_id}: "))
        assert f"{rows:,} rows read" in line


def test_unknown_and_refused_files_are_named(world: World) -> None:
    text = "\n".join(world.lines)
    assert "recipe.txt" in text
    assert "2026-Gasto-Mensual.csv: its name says pe_mef_gasto" in text


def test_checks_of_all_three_layers_are_published(world: World) -> None:
    layers = dict(world.rows("select layer, count(*) from fct_quality_check group by 1"))
    assert set(layers) == {"lake", "warehouse", "edition"}
    report = json.loads((world.served.folder / "quality" / "quality.json").read_text("utf-8"))
    assert {row["layer"]: row["ran"] for row in report["summary"]} == layers
    assert len(report["checks"]) == sum(layers.values())


def test_the_lake_s_money_is_the_edition_s(world: World) -> None:
    source = "co_dnp_sicodis_cash_plan"
    with duckdb.connect() as con:
        lake = con.sql(
            f"select sum(amount) from {scan(world.settings.paths, 'allocation')} "
            f"where source_id = '{source}'"
        ).fetchall()
    assert (
        world.rows(f"select sum(amount) from fct_allocation where source_id = '{source}'") == lake
    )


def test_no_person_of_the_sample_reaches_the_edition(world: World) -> None:
    from tests.sample.world import PEOPLE

    secrets = [text for person in PEOPLE for text in person]
    for path in world.served.folder.rglob("*"):
        if path.suffix in {".csv", ".json", ".html", ".md"}:
            text = path.read_text("utf-8")
            assert not [s for s in secrets if s in text], path


def test_nothing_new_ends_at_once_and_makes_nothing(world: World) -> None:
    before = world.served.name
    command = [sys.executable, "-m", "orchestration.cli", "refresh", "--inbox", str(world.inbox)]
    started = time.perf_counter()
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        env={**os.environ, "VETA_DATA_DIR": str(world.settings.data_dir), "VETA_LANG": "en"},
    )
    seconds = time.perf_counter() - started
    assert done.returncode == PUBLISHED, done.stdout + done.stderr
    assert "Nothing new" in done.stdout
    assert seconds < 15
    assert world.served.name == before
    assert len(edition.editions(world.settings.paths.published)) == 1


@pytest.fixture(scope="module")
def again(world: World) -> tuple[str, list[tuple], int, str]:
    """A second refresh: one file changed, one broken, the warehouse damaged, a reader waiting."""
    path = world.inbox / CHANGED
    text = path.read_bytes()
    assert text.count(b"515944.42,515944.42") == 1
    path.write_bytes(text.replace(b"515944.42,515944.42", b"615944.42,615944.42"))
    (world.inbox / BROKEN).write_bytes(b"PK\x03\x04 cut short")
    world.settings.paths.warehouse.write_bytes(b"no database at all")
    first = world.served.name
    with duckdb.connect(str(world.served.database), read_only=True) as reader:
        reader.sql("select count(*) from fct_allocation").fetchall()
        code, said = world.refresh()
        seen = reader.sql("select sum(amount) from fct_allocation").fetchall()
    return first, seen, code, said


def test_a_changed_file_makes_an_edition_that_says_so(world: World, again: tuple) -> None:
    first, _, code, said = again
    assert code == PUBLISHED, said
    assert world.served.name != first
    rows = world.rows(
        "select distinct old_value, new_value, cause from fct_correction "
        "where table_name = 'fct_allocation' and field = 'amount'"
    )
    assert rows == [("515944.42", "615944.42", "source_revised")]


def test_a_reader_kept_the_old_edition_whole(world: World, again: tuple) -> None:
    first, seen, *_ = again
    old = edition.read(world.settings.paths.published, first)
    assert old is not None
    assert edition.damage(old) == []
    with duckdb.connect(str(old.database), read_only=True) as con:
        assert con.sql("select sum(amount) from fct_allocation").fetchall() == seen


def test_a_broken_file_is_a_warning_beside_good_data(world: World, again: tuple) -> None:
    assert f"{BROKEN}" in again[3]
    assert world.rows(
        "select count(*) > 0 from fct_allocation where source_id = 'co_dnp_sicodis_cash_plan'"
    ) == [(True,)]


def test_a_damaged_warehouse_was_built_anew(world: World, again: tuple) -> None:
    assert again[2] == PUBLISHED
    with duckdb.connect(str(world.settings.paths.warehouse), read_only=True) as con:
        assert con.sql("select count(*) > 0 from fct_allocation").fetchall() == [(True,)]
