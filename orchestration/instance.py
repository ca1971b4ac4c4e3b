"""Dagster's instance: the persistent one beside the data, which pages and command line share.

It exists once ``veta schedule`` was started. Until then a refresh leaves no history behind and pays
nothing for it.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg

from ingest.settings import DataPaths

CONFIG = "dagster.yaml"
PROCESS = "veta/pid"  # tag of a run that lives in a command's own process
CLOCK_SLACK = 2  # seconds by which two readings of one moment may differ
DAGSTER_YAML = """\
# Written by `veta schedule`; edit freely, it is not overwritten.
telemetry: {enabled: false}
concurrency:
  # One warehouse, one writer: runs stand in line, and so do the steps that write it.
  pools: {default_limit: 1, granularity: op}
  runs: {max_concurrent_runs: 1}
# A run whose process died is started again; a failed step is not: it has its own retries.
run_retries: {enabled: true, max_retries: 1, retry_on_asset_or_op_failure: false}
run_monitoring: {enabled: true}
freshness: {enabled: true}
retention:
  schedule: {purge_after_days: 90}
  sensor: {purge_after_days: {skipped: 7, failure: 30, success: 90}}
"""


def prepare(home: Path) -> None:
    """Makes the instance's folder, its settings and its databases, once.

    Webserver and daemon start at the same moment; making the databases is not for two at a time.
    """
    home.mkdir(parents=True, exist_ok=True)
    if not (home / CONFIG).exists():
        (home / CONFIG).write_text(DAGSTER_YAML, encoding="utf-8")
    with dg.DagsterInstance.from_config(str(home)) as made:
        made.get_runs(limit=1)
        made.get_asset_keys(limit=1)
        made.all_instigator_state()


@contextmanager
def opened(paths: DataPaths) -> Iterator[dg.DagsterInstance]:
    """The persistent instance where there is one, else one that is forgotten afterwards.

    Args:
        paths: Data folders.
    """
    home = paths.dagster
    if (home / CONFIG).exists():
        with dg.DagsterInstance.from_config(str(home)) as instance:
            bury(instance)
            yield instance
    else:
        with dg.DagsterInstance.ephemeral() as instance:
            yield instance


def bury(instance: dg.DagsterInstance) -> list[str]:
    """Marks runs as failed whose process is gone, and frees their places in the pools.

    What was killed must not hold up the queue. Dagster sees a run's process die only while the
    server that started it lives: after a power cut the run would be *started* for ever, and every
    other run behind it. And a step that was killed keeps its place in the pool of the warehouse.

    Args:
        instance: Where the runs are noted.

    Returns:
        Ids of the runs.
    """
    running = dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED])
    gone = []
    for record in instance.get_run_records(running):
        process = _process_of(record.dagster_run, instance)
        if process is not None and not _lives(process, record.start_time):
            gone.append(record.dagster_run)
    for run in gone:
        instance.report_run_failed(run, "The process of this run is gone.")
    _free_places(instance)
    return [run.run_id for run in gone]


def _free_places(instance: dg.DagsterInstance) -> None:
    log = instance.event_log_storage
    holding = log.get_concurrency_run_ids()
    over = [dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED]
    if holding:
        for run in instance.get_runs(dg.RunsFilter(run_ids=list(holding), statuses=over)):
            log.free_concurrency_slots_for_run(run.run_id)


def _process_of(run: dg.DagsterRun, instance: dg.DagsterInstance) -> int | None:
    """Where a run lives: what a command noted, or what Dagster wrote when it started the run."""
    if PROCESS in run.tags:
        return int(run.tags[PROCESS])
    told = instance.all_logs(run.run_id, of_type=dg.DagsterEventType.ENGINE_EVENT)
    for entry in reversed(told):
        event = entry.dagster_event
        noted = event.engine_event_data.metadata.get("pid") if event else None
        if noted is not None:
            return int(str(noted.value))
    return None


def _lives(process: int, since: float | None) -> bool:
    """Whether a process lives and is no later one: after a restart numbers are given again."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    began = _began(process)
    return since is None or began is None or began < since + CLOCK_SLACK


def _began(process: int) -> float | None:
    """When a process began, in seconds since the epoch; None where the system does not say."""
    try:
        ticks = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[19])
        boot = re.search(r"^btime (\d+)$", Path("/proc/stat").read_text(), re.MULTILINE)
    except OSError:
        return None
    return int(boot[1]) + ticks / os.sysconf("SC_CLK_TCK") if boot else None
