"""What Dagster does by itself: declared automation, sensors, the shared instance."""

import datetime as dt
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.events import EngineEventData

from ingest.fetch import peek
from ingest.fetch.client import FetchError
from ingest.problems import Problem
from ingest.settings import DataPaths, Settings
from orchestration import automation, instance, operations, sensors
from orchestration.keys import POOL, conformed_key, history_key, lake_key, raw_key
from orchestration.resources import Run
from orchestration.schedules import refresh_job


def graph() -> dg.Definitions:
    """A small copy of the real graph: the same conditions, nothing behind them."""
    raw = dg.AssetSpec(raw_key("a"))
    conformed = dg.AssetSpec(
        conformed_key("a"), deps=[raw], automation_condition=automation.after_new_data()
    )
    lake = [
        dg.AssetSpec(key, deps=[conformed], automation_condition=automation.after_new_data())
        for key in (lake_key("project"), automation.NEW_VINTAGE)
    ]
    tables = [
        dg.AssetSpec(
            "stg_project", deps=[lake[0]], automation_condition=automation.after_new_vintage()
        ),
        dg.AssetSpec(
            "seed",
            deps=[automation.NEW_VINTAGE],
            automation_condition=automation.after_new_vintage(),
        ),
    ]
    edition = dg.AssetSpec("edition", deps=tables, automation_condition=automation.after_new_data())

    specs = [raw, conformed, *lake, *tables, edition]

    @dg.multi_asset(specs=specs, can_subset=True)
    def everything(context: dg.AssetExecutionContext):
        version = dg.DataVersion("of a refresh")
        for spec in specs:
            if spec.key.path[-1] == context.run.tags.get("fails_at"):
                raise OSError(28, "No space left on device")
            if spec.key in context.selected_asset_keys:
                yield dg.MaterializeResult(asset_key=spec.key, data_version=version)

    late = dg.AssetSelection.assets("stg_project", "seed", "edition")
    jobs = [dg.define_asset_job("whole"), dg.define_asset_job("rest", selection=late)]
    return dg.Definitions(assets=[everything], jobs=jobs)


def arrives(home: dg.DagsterInstance, version: str) -> None:
    tags = {"dagster/data_version": version}
    home.report_runless_asset_event(dg.AssetMaterialization(raw_key("a"), tags=tags))


def test_new_data_ask_for_everything_downstream_and_a_look_without_news_for_nothing() -> None:
    defs = graph()
    with dg.DagsterInstance.ephemeral() as home:
        tick = dg.evaluate_automation_conditions(defs, home)
        assert tick.total_requested == 0
        arrives(home, "1")
        tick = dg.evaluate_automation_conditions(defs, home, cursor=tick.cursor)
        assert tick.total_requested == 6  # the warehouse whole, its seed too, and the edition
        tick = dg.evaluate_automation_conditions(defs, home, cursor=tick.cursor)
        assert tick.total_requested == 0
        arrives(home, "1")
        tick = dg.evaluate_automation_conditions(defs, home, cursor=tick.cursor)
        assert tick.total_requested == 0
        arrives(home, "2")
        tick = dg.evaluate_automation_conditions(defs, home, cursor=tick.cursor)
        assert tick.total_requested == 6


def test_a_whole_refresh_is_not_followed_by_a_second_one() -> None:
    defs = graph()
    with dg.DagsterInstance.ephemeral() as home:
        tick = dg.evaluate_automation_conditions(defs, home)
        assert defs.resolve_job_def("whole").execute_in_process(instance=home).success
        tick = dg.evaluate_automation_conditions(defs, home, cursor=tick.cursor)
        assert tick.total_requested == 0


def test_what_failed_is_asked_for_again_whole_some_hours_later() -> None:
    defs = graph()
    now = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
    with dg.DagsterInstance.ephemeral() as home:
        tick = dg.evaluate_automation_conditions(defs, home, evaluation_time=now)

        def ticked(minutes: int) -> int:
            nonlocal tick
            moment = now + dt.timedelta(minutes=minutes)
            tick = dg.evaluate_automation_conditions(
                defs, home, cursor=tick.cursor, evaluation_time=moment
            )
            return tick.total_requested

        def runs(job: str, **tags: str) -> bool:
            made = defs.resolve_job_def(job)
            return made.execute_in_process(instance=home, raise_on_error=False, tags=tags).success

        assert not runs("whole", fails_at="seed")
        assert ticked(10) == 3, "the lake is new, nothing was made of it"
        assert not runs("rest", fails_at="seed")
        assert ticked(20) == 0, "not again and again"
        assert ticked(7 * 60) == 3, "the warehouse whole, also the table that had been made"
        assert runs("rest")
        assert ticked(14 * 60) == 0


@pytest.fixture
def publishers(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The publishers that were asked, in order; each says that something changed."""
    asked: list[str] = []

    def changed(source, _paths) -> list[str]:
        asked.append(source.id)
        return ["https://example.org/new"]

    monkeypatch.setattr(peek, "changed", changed)
    return asked


def ask(settings: Settings, cursor: str | None) -> dg.SensorResult:
    watching = sensors.publishers_sensor(Run(settings))
    with dg.DagsterInstance.ephemeral() as home:
        return watching(dg.build_sensor_context(instance=home, cursor=cursor))


def test_each_publisher_is_asked_in_its_turn_and_left_in_peace(settings, publishers) -> None:
    first = ask(settings, None)
    second = ask(settings, first.cursor)
    assert len(set(publishers)) == 2
    assert [r.asset_selection for r in first.run_requests] == [[raw_key(publishers[0])]]
    assert second.run_requests[0].tags["veta/source"] == publishers[1]
    now = time.time()
    everyone = json.dumps(
        dict.fromkeys(json.loads(second.cursor), now)
        | {s.id: now for s in sensors.load_sources().values()}
    )
    assert isinstance(ask(settings, everyone), dg.SkipReason)


def test_a_publisher_that_is_down_is_passed_over(settings, monkeypatch) -> None:
    def down(*_: object) -> list[str]:
        raise FetchError(Problem("fetch_no_answer", "https://example.org", "co_x", value="?"))

    monkeypatch.setattr(peek, "changed", down)
    result = ask(settings, None)
    assert not result.run_requests
    assert len(json.loads(result.cursor)) == 1  # the next tick asks the next one


def test_the_inbox_is_taken_once_it_has_settled(settings: Settings) -> None:
    inbox = settings.paths.inbox
    inbox.mkdir(parents=True)
    watching = sensors.inbox_sensor(Run(settings), refresh_job())
    with dg.DagsterInstance.ephemeral() as home:

        def look(cursor: str | None = None):
            return watching(dg.build_sensor_context(instance=home, cursor=cursor))

        assert isinstance(look(), dg.SkipReason)
        file = inbox / "a.csv"
        file.write_text("a")
        assert isinstance(look(), dg.SkipReason)  # still arriving
        old = time.time() - 60
        os.utime(file, (old, old))
        asked = look()
        assert len(asked.run_requests) == 1
        assert isinstance(look(asked.cursor), dg.SkipReason)


def test_runs_of_the_command_line_stand_beside_those_of_the_daemon(tmp_path: Path) -> None:
    paths = DataPaths(tmp_path)
    with instance.opened(paths) as home:
        assert home.is_ephemeral
    instance.prepare(paths.dagster)
    (paths.dagster / instance.CONFIG).write_text(instance.DAGSTER_YAML + "# mine\n")
    instance.prepare(paths.dagster)
    assert "# mine" in (paths.dagster / instance.CONFIG).read_text()
    # All there before webserver and daemon start side by side: the second to make one would die.
    databases = {p.name for p in paths.dagster.rglob("*.db")}
    assert databases == {"runs.db", "index.db", "schedules.db"}

    @dg.job
    def nothing() -> None: ...

    with instance.opened(paths) as home:
        assert not home.is_ephemeral
        limits = home.get_concurrency_config()
        assert limits.pool_config.default_pool_limit == 1, "one writer of the warehouse"
        assert limits.run_queue_config.max_concurrent_runs == 1
        assert home.get_settings("freshness") == {"enabled": True}
        assert not home.telemetry_enabled
        nothing.execute_in_process(instance=home, tags={instance.PROCESS: str(os.getpid())})
    with instance.opened(paths) as home:
        assert [r.status for r in home.get_runs()] == [dg.DagsterRunStatus.SUCCESS]


def test_a_killed_run_does_not_hold_up_the_queue(tmp_path: Path) -> None:
    paths = DataPaths(tmp_path)
    instance.prepare(paths.dagster)
    gone = int(
        subprocess.run(
            [sys.executable, "-c", "import os; print(os.getpid())"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    )

    def began(home: dg.DagsterInstance, process: int, *, by_a_command: bool) -> str:
        run = home.create_run_for_job(
            dg.job(name="refresh")(lambda: None),
            status=dg.DagsterRunStatus.STARTED,
            tags={instance.PROCESS: str(process)} if by_a_command else {},
        )
        if not by_a_command:  # as Dagster's own worker writes it
            home.report_engine_event("Started", run, EngineEventData.in_process(process))
        return run.run_id

    with dg.DagsterInstance.from_config(str(paths.dagster)) as home:
        dead = {began(home, gone, by_a_command=command) for command in (True, False)}
        alive = {began(home, os.getpid(), by_a_command=command) for command in (True, False)}
        log = home.event_log_storage
        log.initialize_concurrency_limit_to_default(POOL)
        assert log.claim_concurrency_slot(POOL, min(dead), "the killed step").is_claimed
        assert not log.claim_concurrency_slot(POOL, min(alive), "the next step").is_claimed
        assert set(instance.bury(home)) == dead
        assert log.claim_concurrency_slot(POOL, min(alive), "the next step").is_claimed
        left = home.get_runs(dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED]))
        assert {run.run_id for run in left} == alive


def test_a_number_that_another_process_has_now_is_not_the_run_s() -> None:
    own = os.getpid()
    assert instance._lives(own, time.time())
    if Path("/proc/self/stat").exists():
        assert not instance._lives(own, time.time() - 365 * 86400)


def test_one_year_of_a_large_source_is_a_partition(settings, monkeypatch) -> None:
    from ingest.registry import load_sources
    from orchestration import raw_assets
    from orchestration.intake import Survey

    asked: list[dict[str, str]] = []

    def fetched(*_: object, chosen: dict[str, str]) -> Survey:
        asked.append(chosen)
        return Survey()

    monkeypatch.setattr(raw_assets, "fetch_live", fetched)
    source = load_sources()["pe_mef_gasto"]
    [years] = raw_assets.history_assets([source], Run(settings))
    assert raw_assets.years_of(source)[0] == "2020"
    with dg.DagsterInstance.ephemeral() as home:
        done = dg.materialize([years], instance=home, partition_key="2021")
        assert done.success
        assert home.get_materialized_partitions(history_key("pe_mef_gasto")) == {"2021"}
    assert asked == [{"year": "2021"}]


def test_how_a_run_of_the_daemon_ended_is_noted_and_told(settings: Settings) -> None:
    after_a_run, after_a_failure, each_hour = sensors.telling(Run(settings))

    @dg.op
    def work(context: dg.OpExecutionContext) -> None:
        if context.run.tags.get("fails"):
            raise ValueError("a cell of some file: Ana Ruiz")

    with dg.DagsterInstance.ephemeral() as home:

        def ended(watching: dg.SensorDefinition, job: str, **tags: str) -> tuple[str, str]:
            made = dg.GraphDefinition(name=job, node_defs=[work]).to_job()
            done = made.execute_in_process(instance=home, raise_on_error=False, tags=tags)
            last = [e for e in done.all_events if e.is_job_event][-1]
            context = dg.build_run_status_sensor_context(
                sensor_name=watching.name,
                dagster_event=last,
                dagster_instance=home,
                dagster_run=done.dagster_run,
            )
            watching(context.for_run_failure() if tags else context)
            noted = operations.read(settings.paths)["last_refresh"]
            return noted["outcome"], noted["failed"]

        look, build = "look_peru_daily", "refresh"
        assert ended(after_a_run, build) == ("published", "")
        assert ended(after_a_failure, look, fails="yes") == ("nothing", "look_failed")
        assert ended(after_a_run, look) == ("published", "")
        assert ended(after_a_failure, build, fails="yes") == ("nothing", "run_failed")
        assert ended(after_a_run, look) == ("nothing", "run_failed"), "it mends no build"
        assert ended(after_a_run, build) == ("published", "")
        notices = operations.read(settings.paths)["notices"]
        assert [n["kind"] for n in notices] == ["failure", "failure"]
        assert "Ana Ruiz" not in json.dumps(operations.read(settings.paths))
        assert isinstance(each_hour(dg.build_sensor_context(instance=home)), dg.SkipReason)
