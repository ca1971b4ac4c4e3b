"""Notices files that a person drops into the inbox."""

import hashlib
import time

import dagster as dg

from ingest.fetch.inbox import files
from orchestration.resources import Run

SETTLE_SECONDS = 20  # a file that is still being copied is younger than this


def inbox_sensor(run: Run, job: "dg.UnresolvedAssetJobDefinition") -> dg.SensorDefinition:
    """A sensor that asks for a refresh when the inbox's listing changed and has settled.

    Args:
        run: Settings and inbox.
        job: The refresh.
    """

    @dg.sensor(
        name="inbox",
        job=job,
        minimum_interval_seconds=30,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Files in the inbox that were not there before, or changed.",
    )
    def inbox(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
        folder = run.inbox or run.settings.paths.inbox
        stats = [(p, p.stat()) for p in files(folder)] if folder.is_dir() else []
        if not stats:
            return dg.SkipReason(f"Nothing in {folder}.")
        text = "\n".join(f"{p}\0{s.st_size}\0{s.st_mtime_ns}" for p, s in stats)
        listing = hashlib.sha256(text.encode()).hexdigest()
        if listing == context.cursor:
            return dg.SkipReason("No file is new or changed.")
        if max(s.st_mtime for _, s in stats) > time.time() - SETTLE_SECONDS:
            return dg.SkipReason("A file is still arriving.")
        return dg.SensorResult(run_requests=[dg.RunRequest(run_key=listing)], cursor=listing)

    return inbox
