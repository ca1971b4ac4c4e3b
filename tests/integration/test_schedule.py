"""A schedule that really fires: Dagster's daemon on an instance of its own, one minute's wait."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg

from ingest.settings import ROOT, DataPaths
from ingest.vintages import vintages_of
from orchestration import instance

SOURCE = "co_red_plypp"  # typed facts that lie beside their declaration: nothing is asked
PATIENCE = 240  # seconds; a loaded machine takes its time to start a process
DEFINITIONS = f'''
"""One real source and one real schedule, every minute."""
import dagster as dg
from ingest.registry import load_sources
from orchestration.raw_assets import raw_asset
from orchestration.resources import Run
from orchestration.rhythm import Rhythm
from orchestration.schedules import schedule_of

source = load_sources()["{SOURCE}"]
defs = dg.Definitions(
    assets=[raw_asset(source, Run())],
    schedules=[schedule_of("test", "America/Bogota", Rhythm("minutely", 1, "* * * * *"), [source])],
    executor=dg.in_process_executor,
)
'''


@contextmanager
def daemon(home: Path, code: Path, data: Path) -> Iterator[None]:
    env = {
        **os.environ,
        "DAGSTER_HOME": str(home),
        "VETA_DATA_DIR": str(data),
        "PYTHONPATH": str(ROOT),
    }
    command = [Path(sys.executable).with_name("dagster-daemon"), "run", "-f", str(code)]
    with (home / "daemon.log").open("ab") as log:
        process = subprocess.Popen(command, env=env, cwd=ROOT, stdout=log, stderr=log)
    try:
        yield
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()


def first_success(home: dg.DagsterInstance) -> dg.DagsterRun:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        done = home.get_runs(dg.RunsFilter(statuses=[dg.DagsterRunStatus.SUCCESS]))
        if done:
            return done[-1]
        time.sleep(0.5)
    raise AssertionError((Path(home.root_directory) / "daemon.log").read_text()[-4000:])


def test_a_schedule_fires_lands_a_vintage_and_its_history_stays(tmp_path: Path) -> None:
    home, data, code = tmp_path / "dagster", tmp_path / "data", tmp_path / "minutely.py"
    instance.prepare(home)
    code.write_text(DEFINITIONS)
    with daemon(home, code, data), dg.DagsterInstance.from_config(str(home)) as noted:
        run = first_success(noted)
    assert run.tags["dagster/schedule_name"] == "test_minutely"
    assert run.tags["veta/rhythm"] == "minutely"
    assert len(vintages_of(SOURCE, DataPaths(data))) == 1
    # Another process, after the daemon's end: runs and the state of the schedule are still there.
    with dg.DagsterInstance.from_config(str(home)) as later:
        assert later.get_run_by_id(run.run_id).status is dg.DagsterRunStatus.SUCCESS
        [state] = later.all_instigator_state()
        assert state.instigator_name == "test_minutely"
        assert later.get_ticks(state.instigator_origin_id, state.selector_id)
