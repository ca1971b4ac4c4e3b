"""Dagster's instance: the persistent one beside the data, which pages and command line share.

It exists once ``veta schedule`` was started. Until then a refresh leaves no history behind and pays
nothing for it.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg

from ingest.settings import DataPaths

CONFIG = "dagster.yaml"
PROCESS = "veta/pid"  # tag of a run that lives in a command's own process
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
    """Marks runs as failed whose process is gone: a killed refresh must not hold up the queue.

    Args:
        instance: Where the runs are noted.

    Returns:
        Ids of the runs.
    """
    running = dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED])
    gone = [
        run
        for run in instance.get_runs(running)
        if PROCESS in run.tags and not _lives(int(run.tags[PROCESS]))
    ]
    for run in gone:
        instance.report_run_failed(run, "The process of this refresh is gone.")
    return [run.run_id for run in gone]


def _lives(process: int) -> bool:
    if process == os.getpid():
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
