"""What Dagster watches: the inbox, the publishers, and what new data ask for."""

import datetime as dt
import hashlib
import json
import time

import dagster as dg

from ingest.fetch import peek
from ingest.fetch.client import FetchError
from ingest.fetch.inbox import files
from ingest.registry import load_sources
from orchestration import closing, instance, operations
from orchestration.alerts.digest import tell
from orchestration.keys import EDITION, raw_key
from orchestration.resources import Run
from orchestration.schedules import LOOK

SETTLE_SECONDS = 20  # a file that is still being copied is younger than this
ASK_AGAIN_SECONDS = 3 * 3600  # how long a publisher is left in peace
LOOK_FAILED = "look_failed"
RUNNING = dg.DefaultSensorStatus.RUNNING


def sensors(run: Run, job: "dg.UnresolvedAssetJobDefinition") -> list[dg.SensorDefinition]:
    """Every sensor.

    Args:
        run: Settings and inbox.
        job: The refresh.
    """
    downstream = dg.AutomationConditionSensorDefinition(
        "downstream",
        target=dg.AssetSelection.all(),
        default_status=RUNNING,
        minimum_interval_seconds=60,
        run_tags={"veta/rhythm": "downstream"},
        description="Builds what new vintages ask for, up to the edition.",
    )
    return [inbox_sensor(run, job), publishers_sensor(run), downstream, *telling(run)]


def telling(run: Run) -> list[dg.SensorDefinition]:
    """Sensors that note and tell how the daemon's runs end, and each hour what became late.

    Args:
        run: Settings with the channels of alerts.
    """

    def note(context: dg.RunStatusSensorContext, end: closing.End) -> None:
        stats = context.instance.get_run_stats(context.dagster_run.run_id)
        started = stats.start_time or time.time()
        began = dt.datetime.fromtimestamp(started, dt.UTC)
        seconds = (stats.end_time or started) - started
        closing.conclude(run.settings, context.dagster_run.run_id, end, began, seconds)

    @dg.run_status_sensor(
        run_status=dg.DagsterRunStatus.SUCCESS,
        name="after_a_run",
        default_status=RUNNING,
        description="Notes runs that published or found nothing new, and tells what they brought.",
    )
    def after_a_run(context: dg.RunStatusSensorContext) -> None:
        last = operations.read(run.settings.paths).get("last_refresh") or {}
        # A look that went well does not mend a build that failed before it.
        if _publishes(context.dagster_run) or last.get("failed", "") in {"", LOOK_FAILED}:
            note(context, closing.End(0))

    @dg.run_failure_sensor(
        name="after_a_failure", default_status=RUNNING, description="Tells that a run failed."
    )
    def after_a_failure(context: dg.RunFailureSensorContext) -> None:
        publishes = _publishes(context.dagster_run)
        note(context, closing.End(2, "run_failed" if publishes else LOOK_FAILED))

    @dg.sensor(
        name="digest",
        minimum_interval_seconds=3600,
        default_status=RUNNING,
        description="Tells what is late or failing, once and together.",
    )
    def each_hour(_context: dg.SensorEvaluationContext) -> dg.SkipReason:
        said: list[str] = []
        tell(run.settings, out=said.append)
        return dg.SkipReason(" ".join(said) or "Nothing to tell.")

    return [after_a_run, after_a_failure, each_hour]


def _publishes(run: dg.DagsterRun) -> bool:
    """Whether a run would make an edition; the others look for files and land them."""
    if not run.asset_selection:
        return not run.job_name.startswith(LOOK)
    return EDITION in run.asset_selection


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
        default_status=RUNNING,
        description="Files in the inbox that were not there before, or changed.",
    )
    def inbox(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
        instance.bury(context.instance)
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


def publishers_sensor(run: Run) -> dg.SensorDefinition:
    """A sensor that asks one publisher per tick whether anything changed, each in its turn.

    Args:
        run: Settings: where the last fetch was noted.
    """
    askable = {s.id: s for s in load_sources().values() if peek.is_askable(s)}

    @dg.sensor(
        name="publishers",
        target=dg.AssetSelection.assets(*(raw_key(source_id) for source_id in sorted(askable))),
        minimum_interval_seconds=600,
        default_status=RUNNING,
        description="Asks publishers with one small request whether anything changed.",
    )
    def publishers(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
        asked: dict[str, float] = json.loads(context.cursor or "{}")
        now = time.time()
        turn = min(sorted(askable), key=lambda source_id: asked.get(source_id, 0.0))
        if asked.get(turn, 0.0) > now - ASK_AGAIN_SECONDS:
            return dg.SkipReason("Every publisher was asked a short while ago.")
        cursor = json.dumps({**asked, turn: now})
        try:
            new = peek.changed(askable[turn], run.settings.paths)
        except FetchError as error:
            reason = error.problems[0].text("en")
            return dg.SensorResult(skip_reason=f"{turn}: {reason}", cursor=cursor)
        if not new:
            return dg.SensorResult(skip_reason=f"{turn}: nothing changed.", cursor=cursor)
        request = dg.RunRequest(
            asset_selection=[raw_key(turn)], tags={"veta/source": turn, "veta/rhythm": "asked"}
        )
        return dg.SensorResult(run_requests=[request], cursor=cursor)

    return publishers
