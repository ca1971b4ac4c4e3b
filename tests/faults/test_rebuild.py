"""A warehouse built in part is the one that a whole build would give."""

import json

from orchestration.publishing import edition
from orchestration.rebuild import NOTE
from tests.conftest import ROOT
from tests.faults.conftest import publishes
from tests.faults.small import FETCHED, LIVE
from tests.faults.world import World, differences
from tests.unit.servers import Publisher


def left_alone(world: World) -> int:
    """How many tables the last build left alone."""
    log = (world.data / "logs" / "veta.jsonl").read_text("utf-8").splitlines()
    return [line["left_alone"] for line in map(json.loads, log) if line["stage"] == "build"][-1]


def test_a_changed_source_rebuilds_what_hangs_on_it_and_gives_the_whole_edition(
    world: World, mef: Publisher
) -> None:
    file = ROOT / "data" / "sample" / LIVE / FETCHED
    before = file.read_bytes()
    lines = before.split(b"\n")
    changed = b"\n".join(line for i, line in enumerate(lines) if i != len(lines) // 2)
    publishes(mef, changed, '"2"')
    try:
        ended = world.refresh()
        assert ended.code == 0, ended.said
        part = world.served
        assert left_alone(world) > 0
        # Nothing is known of the warehouse any more: the same refresh builds all of it.
        (world.data / "warehouse" / NOTE).unlink()
        apart = world.folder / "apart"
        (world.data / "published").rename(apart)
        ended = world.refresh()
    finally:
        publishes(mef, before)
    assert ended.code == 0, ended.said
    assert left_alone(world) == 0
    whole, part = world.served, edition.editions(apart)[-1]
    assert differences(part, whole) == []
    assert part.content_hash == whole.content_hash
