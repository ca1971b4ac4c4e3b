"""What Dagster watches: the inbox, the publishers, and what new data ask for."""

import hashlib
import json
import time

import dagster as dg

from ingest.fetch import peek
from ingest.fetch.client import FetchError
from ingest.fetch.inbox import files
from ingest.registry import load_sources
from orchestration import instance
from orchestration.keys import raw_key
from orchestration.resources import Run

SETTLE_SECONDS = 20  # a file that is still being copied is younger than this
ASK_AGAIN_SECONDS = 3 * 3600  # how long a publisher is left in peace
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
    return [inbox_sensor(run, job), publishers_sensor(run), downstream]


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
