"""Faults from outside, each on a copy of a finished folder.

A second refresh, a full disk, a closed folder, a silent publisher, damaged and lost files.
"""

import datetime as dt
import os
import shutil
import subprocess
from pathlib import Path

import duckdb
import pytest

from orchestration.publishing import edition
from orchestration.status import status
from tests.faults import small
from tests.faults.world import World, differences
from tests.unit.servers import Publisher, send

PERU = "pe_inei_ubigeo/ubigeo_inei_2025.csv"


def change(world: World, name: str = "Torata", to: str = "Torata Nueva") -> None:
    """Another vintage of one source in the inbox."""
    path = world.inbox / PERU
    text = path.read_text("utf-8")
    assert name in text
    path.write_text(text.replace(name, to), "utf-8")


def test_of_two_refreshes_the_second_waits_or_says_so(world: World) -> None:
    change(world)
    first = world.begin(
        faults=[{"at": "orchestration.refresh:sweep_leftovers", "when": "after", "how": "pause"}]
    )
    while not (world.data / ".refresh.lock").read_text("utf-8"):
        assert not world.stable.is_over(first)
    refused = world.refresh("--no-wait")
    assert refused.code == 2
    assert f"process {world.stable.pid(first)}" in refused.said
    waiting = world.begin()
    done, second = world.end(first), world.end(waiting)
    assert "published" in done.said
    assert "this one waits" in second.said
    assert "Nothing new" in second.said
    assert (done.code, second.code) == (0, 0)
    assert edition.damage(world.served) == []
    assert world.rows("select count(*) from dim_territory where name = 'Torata Nueva'") == [(1,)]


def test_a_full_disk_is_said_and_costs_nothing(world: World) -> None:
    before = world.served.name
    change(world)
    with duckdb.connect(str(world.served.database), read_only=True) as reader:
        full = world.refresh(limit=200_000)
        assert full.code == 2, full.said
        assert "The disk is full" in full.said
        assert "Traceback" not in full.said
        assert world.served.name == before
        assert reader.sql("select count(*) > 0 from fct_allocation").fetchall() == [(True,)]
    assert edition.damage(world.served) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")
def test_a_disk_without_room_for_a_vintage(world: World, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)], check=False
    )
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        crowded = World(world.stable, tmp_path / "crowded")
        crowded.folder.mkdir()
        shutil.copytree(world.inbox, crowded.inbox)
        (disk / "filler").write_bytes(b"x" * 200_000)
        crowded.data.symlink_to(disk)
        ended = crowded.refresh()
        assert ended.code == 2, ended.said
        assert "The disk is full" in ended.said
        assert "Traceback" not in ended.said
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_folder_that_may_not_be_written_is_said(world: World) -> None:
    for path in (tmp := world.folder, *tmp.parents):
        if path.stat().st_uid == os.geteuid() and path != Path("/"):
            path.chmod(path.stat().st_mode | 0o055)
    if os.geteuid():
        world.data.chmod(0o555)
    try:
        ended = world.refresh(as_nobody=os.geteuid() == 0)
    finally:
        world.data.chmod(0o755)
    assert ended.code == 2, ended.said
    assert "Cannot write" in ended.said
    assert "Traceback" not in ended.said


def test_a_silent_publisher_and_a_clock_set_back_stop_nobody(world: World, mef: Publisher) -> None:
    first, published = world.served.name, world.data / "published"
    shutil.copytree(published / first, published / "2031.05.7")
    (published / "CURRENT").write_text("2031.05.7\n")  # made before the clock was set back
    answer = mef.answer
    mef.answer = lambda handler: send(handler, 503)
    change(world)
    try:
        ended = world.refresh()
    finally:
        mef.answer = answer
    assert ended.code == 0, ended.said
    assert "answered with status 503" in ended.said
    assert "last good data" in ended.said
    assert world.served.name == "2031.05.8", "later editions have later names"
    assert world.rows("select count(*) from dim_territory where name = 'Torata Nueva'") == [(1,)]
    source = next(s for s in status(world.settings)["sources"] if s["source_id"] == small.LIVE)
    assert source["vintages"] == 1
    kept = "select count(*) > 0 from fct_allocation where source_id = '{}'"
    assert world.rows(kept.format(small.LIVE)) == [(True,)]


def test_a_source_not_heard_of_for_long_is_late(undisturbed: World) -> None:
    source = "co_cce_secop1"

    def state(day: dt.date) -> str:
        found = status(undisturbed.settings, today=day)["sources"]
        return next(s["state"] for s in found if s["source_id"] == source)

    told = next(s for s in status(undisturbed.settings)["sources"] if s["source_id"] == source)
    expected = dt.date.fromisoformat(told["next_expected_on"])
    assert state(expected) == "active"
    assert state(expected + dt.timedelta(days=7)) == "late"


def test_lost_lake_damaged_warehouse_and_lost_notes_are_built_anew(
    world: World, undisturbed: World
) -> None:
    before = lake(world)
    shutil.rmtree(world.data / "lake")
    (world.data / "warehouse" / "warehouse.duckdb").write_bytes(b"no database")
    for note in (world.data / "state").glob("*/*.json"):
        note.unlink()
    (world.data / "state" / "_refresh.json").write_text("{")
    ended = world.refresh()
    assert ended.code == 0, ended.said
    assert lake(world) == before
    assert world.served.name == undisturbed.served.name
    assert differences(world.served, undisturbed.served) == []


def lake(world: World) -> dict[str, list[tuple]]:
    """Every file of the lake and its rows, to the last byte of each."""
    with duckdb.connect() as con:
        return {
            p.relative_to(world.data).as_posix(): con.sql(
                f"select * from read_parquet('{p}') order by all"
            ).fetchall()
            for p in sorted((world.data / "lake").rglob("*.parquet"))
        }


def test_a_restored_backup_gives_the_same_edition(world: World, undisturbed: World) -> None:
    kept = world.folder / "kept"
    first = world.veta("backup", str(kept))
    assert first.code == 0, first.said
    assert "It includes the pseudonyms' key" in first.said
    elsewhere = World(world.stable, world.folder / "elsewhere")
    elsewhere.folder.mkdir()
    brought = elsewhere.veta("restore", str(kept))
    assert brought.code == 0, brought.said
    ended = elsewhere.end(elsewhere.start("refresh"))
    assert ended.code == 0, ended.said
    assert elsewhere.served.content_hash == undisturbed.served.content_hash
    assert differences(elsewhere.served, undisturbed.served) == []
