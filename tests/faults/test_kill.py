"""kill -9 at every stage, one after the other on one folder.

What was done stays done, nothing is torn, and the refresh that is left alone ends where an
undisturbed one would have.
"""

import signal

from ingest.durable import PARTIAL
from ingest.models import Vintage
from ingest.vintages import sha256_of
from orchestration.publishing import edition
from tests.faults.world import World, differences

DBT = "dagster_dbt:DbtCliInvocation.stream_raw_events"
EDITION = "orchestration.publishing.edition"
# In the order of a refresh, so that each process comes further than the one before it.
STAGES = {
    "a file arrived, unchecked": {"at": "ingest.fetch.files:_check", "when": "before"},
    "fetched, not landed": {"at": "orchestration.intake:fetch_live", "when": "after"},
    "landed without its name": {"at": "ingest.durable:put_folder", "when": "before"},
    "amid the rows of a vintage": {"at": "ingest.durable:put", "when": "after", "nth": 20},
    "rows without their note": {"at": "ingest.notes:write_state", "when": "before", "nth": 2},
    "amid dbt": {"at": DBT, "when": "during", "nth": 30},
    "amid dbt, which dies too": {"at": DBT, "when": "during", "nth": 50, "how": "kill_all"},
    "an edition without manifest": {
        "at": "orchestration.publishing.edition:checksums",
        "when": "before",
    },
    "between rename and pointer": {
        "at": "orchestration.publishing.edition:serve",
        "when": "before",
    },
    "before the last note": {"at": "orchestration.progress:note_done", "when": "before"},
}


def whole_vintages(world: World) -> int:
    """How many vintages there are; each is what its note says."""
    notes = [
        p
        for p in (world.data / "raw").glob("*/*/vintage.json")
        if not p.parent.name.endswith(PARTIAL)
    ]
    for note in notes:
        vintage = Vintage.model_validate_json(note.read_text("utf-8"))
        assert sha256_of(note.with_name(vintage.filename)) == vintage.sha256
    return len(notes)


def test_killed_at_every_stage_and_finished(empty: World, undisturbed: World) -> None:
    landed = 0
    for stage, fault in STAGES.items():
        killed = empty.refresh(faults=[fault])
        assert killed.code == -signal.SIGKILL, f"{stage}: {killed.said}"
        assert whole_vintages(empty) >= landed, f"{stage}: a vintage was lost"
        landed = whole_vintages(empty)
        served = edition.current(empty.data / "published")
        assert served is None or edition.damage(served) == [], stage
    assert edition.current(empty.data / "published") is not None, "the last stage is after serving"
    last = empty.refresh()
    assert last.code == 0, last.said
    assert edition.damage(empty.served) == []
    assert empty.served.content_hash == undisturbed.served.content_hash
    assert differences(empty.served, undisturbed.served) == []
    assert len(edition.editions(empty.data / "published")) == 1
    assert whole_vintages(empty) == whole_vintages(undisturbed)
    left = [p for p in empty.data.rglob(f"*{PARTIAL}*") if p.is_dir() or p.suffix == PARTIAL]
    assert left == [], "the last refresh swept what the killed ones left"
    again = empty.refresh()
    assert "Nothing new" in again.said
