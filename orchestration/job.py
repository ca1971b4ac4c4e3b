"""Runs the refresh job in this process and says in plain terms why nothing was published."""

import os
from dataclasses import dataclass, field
from typing import Any

import dagster as dg

from orchestration import instance, warehouse
from orchestration.definitions import build_defs
from orchestration.resources import Run
from orchestration.schedules import refresh_job

LOG_LEVEL = {"loggers": {"console": {"config": {"log_level": "INFO"}}}}


@dataclass
class Outcome:
    """Why nothing was published, for people.

    Attributes:
        code: Message code; empty where an edition was published or nothing was new.
        checks: Failed checks at the edition's border.
        lines: What dbt said.
    """

    code: str = ""
    error: str = ""
    checks: list[dict[str, Any]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def run_job(run: Run) -> Outcome:
    """Runs everything from the inbox to the edition.

    Args:
        run: Settings, inbox, listener; its results are filled.
    """
    defs = build_defs(run, jobs=[refresh_job(run.only)], schedules=[], sensors=[])
    job = defs.resolve_job_def("refresh")
    with instance.opened(run.settings.paths) as noted_in:
        result = job.execute_in_process(
            instance=noted_in,
            raise_on_error=False,
            run_config=LOG_LEVEL,
            run_id=run.id,
            tags={instance.PROCESS: str(os.getpid())},
        )
    if run.published is not None:
        return Outcome()
    if run.stopped:
        return Outcome("stopped", checks=run.stopped)
    lines = warehouse.failures(run.settings.paths)
    if lines:
        return Outcome("dbt_failed", lines=lines)
    return Outcome("run_failed", error=_first_error(result))


def _first_error(result: dg.ExecuteInProcessResult) -> str:
    for event in result.all_events:
        if event.is_step_failure and event.step_failure_data.error is not None:
            error = event.step_failure_data.error
            cause = error.cause or error
            return f"{event.step_key}: {cause.message.strip()}"
    return "?"
