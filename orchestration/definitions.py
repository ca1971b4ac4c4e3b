"""Dagster's way in: every asset, check, job, schedule and sensor, listed explicitly.

Loading this module reads declarations and dbt's manifest (parsed only when missing or stale); it
opens no data, no network, no Great Expectations. Run alone: ``dagster dev -m
orchestration.definitions``.
"""

from typing import Any

import dagster as dg

from orchestration import dbt_assets
from orchestration.dbt_cli import dbt_resource
from orchestration.ingest_assets import ingest_assets
from orchestration.manifest import ensure_manifest, public_tables
from orchestration.resources import Run
from orchestration.schedules import refresh_job, source_schedules
from orchestration.sensors import sensors


def build_defs(run: Run | None = None, **overrides: Any) -> dg.Definitions:
    """Everything Dagster runs.

    Args:
        run: Settings, inbox and listener; the environment's by default.
        overrides: Arguments of ``dg.Definitions`` that replace ours (``resources`` in tests).
    """
    run = run or Run()
    manifest = ensure_manifest()
    marts = [dg.AssetKey(name) for name in public_tables(manifest)]
    job = refresh_job()
    given: dict[str, Any] = {
        "assets": [
            *ingest_assets(run),
            dbt_assets.warehouse_assets(run, manifest),
            dbt_assets.edition_asset(run, marts),
        ],
        "jobs": [job],
        "schedules": source_schedules(),
        "sensors": sensors(run, job),
        "resources": {"dbt": dbt_resource(lineage=run.live and run.settings.engine == "duckdb")},
        "executor": dg.in_process_executor,
    }
    return dg.Definitions(**(given | overrides))


# Dagster's own runs ask the publishers; `veta refresh` asks them only when told to (--live).
defs = build_defs(Run(live=True))
