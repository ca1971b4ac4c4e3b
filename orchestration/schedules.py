"""When sources are looked at again: as often as their publishers refresh them.

One job and schedule per country and rhythm, in the publisher's time zone. A job takes its own
sources' files and then builds everything downstream: the warehouse is whole or it is not.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import dagster as dg

from ingest.models import Source
from ingest.registry import load_sources
from orchestration.ingest_assets import conformed_key, raw_key

ZONES = {"PE": "America/Lima", "CO": "America/Bogota"}
COUNTRY_NAMES = {"PE": "peru", "CO": "colombia"}
OTHERS = "international"
OTHERS_ZONE = "America/Bogota"


@dataclass(frozen=True)
class Rhythm:
    """A cadence and when it fires, after office hours of the day before."""

    name: str
    up_to_days: float
    cron: str


RHYTHMS = (
    Rhythm("daily", 1, "15 5 * * *"),
    Rhythm("weekly", 7, "15 5 * * 1"),
    Rhythm("monthly", 31, "15 5 2 * *"),
    Rhythm("yearly", float("inf"), "15 5 2 1,4,7,10 *"),
)


def rhythm_of(source: Source) -> Rhythm | None:
    """How often a source is looked at; None where nothing new is expected."""
    days = source.expected_every_days
    return None if days is None else next(r for r in RHYTHMS if days <= r.up_to_days)


def refresh_job(only: Iterable[str] | None = None) -> "dg.UnresolvedAssetJobDefinition":
    """Everything, from the inbox to the edition.

    Args:
        only: Sources to take; all by default.
    """
    return dg.define_asset_job("refresh", selection=_selection(only))


def source_schedules() -> list[dg.ScheduleDefinition]:
    """One schedule per country and rhythm that has sources."""
    groups: dict[tuple[str, Rhythm], list[Source]] = {}
    for source in load_sources().values():
        rhythm = rhythm_of(source)
        if rhythm is not None:
            groups.setdefault((source.country, rhythm), []).append(source)
    merged: dict[tuple[str, str, Rhythm], list[Source]] = {}
    for (country, rhythm), sources in groups.items():
        name, zone = COUNTRY_NAMES.get(country, OTHERS), ZONES.get(country, OTHERS_ZONE)
        merged.setdefault((name, zone, rhythm), []).extend(sources)
    return [_schedule(name, zone, rhythm, s) for (name, zone, rhythm), s in merged.items()]


def _schedule(name: str, zone: str, rhythm: Rhythm, sources: list[Source]) -> dg.ScheduleDefinition:
    selection = _selection(s.id for s in sources)
    job = dg.define_asset_job(f"refresh_{name}_{rhythm.name}", selection=selection)
    return dg.ScheduleDefinition(
        name=f"{name}_{rhythm.name}",
        job=job,
        cron_schedule=rhythm.cron,
        execution_timezone=zone,
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description=f"Looks for new files of {', '.join(sorted(s.id for s in sources))}.",
    )


def _selection(only: Iterable[str] | None) -> dg.AssetSelection:
    """Some sources, or all, and everything downstream of the lake."""
    if only is None:
        return dg.AssetSelection.all()
    own = [key for source_id in only for key in (raw_key(source_id), conformed_key(source_id))]
    early = dg.AssetSelection.key_prefixes(["raw"], ["conformed"])
    return (dg.AssetSelection.all() - early) | dg.AssetSelection.assets(*own)
