"""Dagster's daemon with nobody beside it: files come, the power goes, a publisher restates.

The real definitions on the small Veta, on the instance that ``veta schedule`` makes. Only its
patience is less: sensors look each second, and the schedule fires each minute.
"""

import datetime as dt
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import dagster as dg
import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.testclient import TestClient

from ingest.vintages import vintages_of
from orchestration import instance, operations
from orchestration.keys import EDITION, raw_key
from orchestration.publishing import edition
from orchestration.status import COUNTS, status
from tests.faults.conftest import fill, publishes
from tests.faults.small import FETCHED, LIVE, MARTS
from tests.faults.world import Stable, World, differences
from tests.unit.servers import Publisher

T = TypeVar("T")
PATIENCE = 600  # seconds; a loaded machine takes its time to start a process
RESTATED = b"615944.42,615944.42"
HURRIED = f'''
"""Veta's own definitions, in a hurry."""
from ingest.registry import load_sources
from orchestration import definitions, sensors
from orchestration.resources import Run
from orchestration.rhythm import Rhythm
from orchestration.schedules import refresh_job, schedule_of

sensors.SETTLE_SECONDS = 0
run, job = Run(live=True), refresh_job()
watching = [s for s in sensors.sensors(run, job) if s.name != "publishers"]
for sensor in watching:
    sensor._min_interval = 1
rhythm = Rhythm("minutely", 1, "* * * * *")
schedule = schedule_of("test", "America/Bogota", rhythm, [load_sources()["{LIVE}"]])
defs = definitions.build_defs(run, jobs=[job], schedules=[schedule], sensors=watching)
'''


@dataclass
class Story:
    """What happened, for the tests to look at.

    Attributes:
        world: The data folder; Dagster's instance lies in it.
        cut: Id of the run that was building when the power went.
        first: The edition after the power came back.
        second: The edition after the publisher restated.
    """

    world: World
    cut: str
    first: edition.Edition
    second: edition.Edition

    @contextmanager
    def noted(self) -> Iterator[dg.DagsterInstance]:
        """Dagster's instance, which the daemon's end left behind."""
        with dg.DagsterInstance.from_config(str(self.world.settings.paths.dagster)) as home:
            yield home


@contextmanager
def daemon(world: World, code: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Dagster's daemon and all that it starts, as one group of processes."""
    home = world.settings.paths.dagster
    env = {
        **os.environ,
        "DAGSTER_HOME": str(home),
        "VETA_DATA_DIR": str(world.data),
        "PYTHONPATH": str(world.stable.tree),
    }
    command = [Path(sys.executable).with_name("dagster-daemon"), "run", "-f", str(code)]
    with (world.folder / "daemon.log").open("ab") as log:
        process = subprocess.Popen(
            command, env=env, cwd=world.stable.tree, stdout=log, stderr=log, start_new_session=True
        )
    try:
        yield process
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def until(world: World, found: Callable[[], T | None]) -> T:
    """Waits for something to be there."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if there := found():
            return there
        time.sleep(0.2)
    raise AssertionError((world.folder / "daemon.log").read_text()[-6000:])


def told(world: World) -> str | None:
    """The edition that the last note of operation speaks of."""
    last = operations.read(world.settings.paths).get("last_refresh") or {}
    return str(last.get("edition"))


def is_free(lock: Path) -> bool:
    with lock.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


@pytest.fixture(scope="module")
def story(
    stable: Stable, mef: Publisher, undisturbed: World, tmp_path_factory: pytest.TempPathFactory
) -> Story:
    """Files in the inbox, a power cut amid dbt, a restart; then another file of a publisher."""
    world = World(stable, tmp_path_factory.mktemp("daemon"))
    fill(world.inbox, stable.tree)
    paths = world.settings.paths
    world.inbox.rename(paths.inbox)
    instance.prepare(paths.dagster)
    code = world.folder / "hurried.py"
    code.write_text(HURRIED)

    def served_after(name: str) -> edition.Edition | None:
        now = edition.current(paths.published)
        return now if now and now.name != name else None

    with dg.DagsterInstance.from_config(str(paths.dagster)) as noted:

        def building() -> dg.DagsterRun | None:
            runs = noted.get_runs(dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED]))
            return next((run for run in runs if not run.job_name.startswith("look_")), None)

        with daemon(world, code) as process:
            until(world, lambda: list(paths.warehouse.parent.glob("warehouse.duckdb*")))
            cut = building()
            assert cut is not None
            os.killpg(process.pid, signal.SIGKILL)  # daemon, server of the code, run and dbt
            process.wait()
        assert noted.get_run_by_id(cut.run_id).status is dg.DagsterRunStatus.STARTED
        assert edition.current(paths.published) is None
        until(world, lambda: is_free(paths.root / ".refresh.lock"))

        before = (world.stable.tree / "data" / "sample" / LIVE / FETCHED).read_bytes()
        try:
            with daemon(world, code):
                until(world, lambda: (now := building()) and now.run_id != cut.run_id)
                # Runs stand in line: only a later one can see what is published now.
                publishes(mef, before.replace(b"515944.42,515944.42", RESTATED), '"2"')
                first = until(world, lambda: served_after(""))
                second = until(world, lambda: served_after(first.name))
                until(world, lambda: told(world) == second.name)
        finally:
            publishes(mef, before)
    return Story(world, cut.run_id, first, second)


def test_after_a_power_cut_the_edition_is_that_of_an_undisturbed_refresh(
    story: Story, undisturbed: World
) -> None:
    assert story.first.content_hash == undisturbed.served.content_hash
    assert differences(story.first, undisturbed.served) == []
    with story.noted() as home:
        assert home.get_run_by_id(story.cut).status is dg.DagsterRunStatus.FAILURE
        [failed] = home.get_runs(dg.RunsFilter(statuses=[dg.DagsterRunStatus.FAILURE]))
        assert failed.run_id == story.cut


def test_a_restated_file_becomes_an_edition_without_a_person(story: Story) -> None:
    world, paths = story.world, story.world.settings.paths
    assert edition.damage(story.second) == []
    assert len(vintages_of(LIVE, paths)) == 2
    assert world.rows("select count(*) from fct_allocation where amount = 615944.42") == [(1,)]
    with story.noted() as home:
        [look] = [
            home.get_run_by_id(event.run_id)
            for event in home.fetch_materializations(raw_key(LIVE), limit=100).records
            if event.asset_materialization.metadata["new_vintages"].value
            and event.run_id != story.cut
        ]
        assert look.tags["dagster/schedule_name"] == "test_minutely"
        [made, *_] = home.fetch_materializations(EDITION, limit=1).records
        built = home.get_run_by_id(made.run_id)
        assert built.status is dg.DagsterRunStatus.SUCCESS
        assert built.tags["veta/rhythm"] == "downstream"
        assert made.asset_materialization.metadata["edition"].value == story.second.name
        asked = home.get_runs(dg.RunsFilter(tags={"veta/rhythm": "downstream"}))
        assert all(EDITION in run.asset_selection for run in asked), "tables without an edition"


@pytest.mark.parametrize("table", MARTS)
def test_public_tables_carry_the_schema_and_lineage_of_their_columns(
    story: Story, table: str
) -> None:
    with story.noted() as home:
        made = home.fetch_materializations(dg.AssetKey(table), limit=10).records
    # A table that the last build left alone tells nothing new.
    told = next(
        metadata
        for record in made
        if "dagster/column_schema" in (metadata := record.asset_materialization.metadata)
    )
    columns = {c.name for c in told["dagster/column_schema"].schema.columns}
    described = story.world.rows(f"select column_name from (describe {table})")
    assert columns == {name for (name,) in described}
    lineage = told["dagster/column_lineage"].lineage.deps_by_column
    assert set(lineage) <= columns
    assert len(lineage) > len(columns) / 2


def test_history_stays_when_the_daemon_is_gone(story: Story) -> None:
    with story.noted() as home:
        state = next(s for s in home.all_instigator_state() if s.instigator_name == "test_minutely")
        assert home.get_ticks(state.instigator_origin_id, state.selector_id)


def test_monitors_and_people_are_told_the_same(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dashboards import published
    from dashboards.server.routes import ROUTES

    monkeypatch.setenv("VETA_DATA_DIR", str(story.world.data))
    published.forget_opened()
    web = TestClient(Starlette(routes=ROUTES))
    families = text_string_to_metric_families(web.get("/metrics").text)
    told = {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in families
        for sample in family.samples
    }
    health = web.get("/healthz").json()
    published.forget_opened()

    def of(name: str) -> dict[tuple[str, ...], float]:
        """A metric by the values of its labels."""
        return {tuple(v for _, v in labels): n for (n0, *labels), n in told.items() if n0 == name}

    world, said = story.world, status(story.world.settings)
    last, served = said["last_refresh"], story.second
    assert last["outcome"] == health["last_refresh"]["outcome"] == "published"
    assert of("veta_last_refresh_outcome") == {("published",): 1, ("partly",): 0, ("nothing",): 0}
    ended = dt.datetime.fromisoformat(last["ended_at"]).timestamp()
    assert of("veta_last_refresh_timestamp_seconds") == {(): ended}
    assert said["edition"]["edition"] == health["edition"] == last["edition"] == served.name
    [(_, name, synthetic)] = of("veta_edition_info")
    assert (name, synthetic) == (served.name, "true")
    tables = of("veta_edition_rows")
    assert tables
    for (table,), rows in tables.items():
        assert world.rows(f"select count(*) from {table}") == [(rows,)]
    rows = of("veta_source_rows")
    for source in said["sources"]:
        for count in COUNTS:
            kind = count.removeprefix("rows_")
            assert rows.get((kind, source["source_id"]), 0) == source[count], (source, kind)
    failed = {
        severity: n for (passed, severity), n in of("veta_checks").items() if passed == "false"
    }
    assert failed == said["failed_checks"]
    lake = world.rows(
        "select sum(rows_read), sum(rows_loaded + rows_rejected) from dim_vintage where is_current"
    )
    assert lake == [(sum(n for (kind, _), n in rows.items() if kind == "read"),) * 2]
