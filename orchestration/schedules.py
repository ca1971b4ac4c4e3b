"""When sources are looked at again: as often as their publishers refresh them.

One job and schedule per country and rhythm, in the publisher's time zone. A scheduled job looks
for new vintages and does nothing else; where one came, ``automation.py`` asks for the rest.
"""

from collections.abc import Iterable

import dagster as dg

from ingest.models import Source
from ingest.registry import load_sources
from orchestration.keys import conformed_key, history_key, raw_key
from orchestration.rhythm import Rhythm, rhythm_of

ZONES = {"PE": "America/Lima", "CO": "America/Bogota"}
COUNTRY_NAMES = {"PE": "peru", "CO": "colombia"}
LOOK = "look_"  # how jobs begin that look for new vintages and build nothing
OTHERS = "international"
OTHERS_ZONE = "America/Bogota"


def refresh_job(only: Iterable[str] | None = None) -> "dg.UnresolvedAssetJobDefinition":
    """Everything, from the inbox to the edition.

    Args:
        only: Sources to take; all by default.
    """
    return dg.define_asset_job(
        "refresh",
        selection=_selection(only),
        description="Everything, from the inbox to the edition.",
        tags={"veta/rhythm": "on_demand"},
    )


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
    return [schedule_of(name, zone, rhythm, s) for (name, zone, rhythm), s in merged.items()]


def schedule_of(
    name: str, zone: str, rhythm: Rhythm, sources: list[Source]
) -> dg.ScheduleDefinition:
    """A schedule that looks for new vintages.

    Args:
        name: Of the country.
        zone: The publishers' time zone.
        rhythm: When it fires.
        sources: What it looks for.
    """
    job = dg.define_asset_job(
        f"{LOOK}{name}_{rhythm.name}",
        selection=dg.AssetSelection.assets(*(raw_key(s.id) for s in sources)),
        description=f"Looks for new vintages of {len(sources)} sources.",
        tags={"veta/country": name, "veta/rhythm": rhythm.name},
    )
    return dg.ScheduleDefinition(
        name=f"{name}_{rhythm.name}",
        job=job,
        cron_schedule=rhythm.cron,
        execution_timezone=zone,
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description=f"Looks for new files of {', '.join(sorted(s.id for s in sources))}.",
    )


def _selection(only: Iterable[str] | None) -> dg.AssetSelection:
    """Some sources, or all, and everything downstream of the lake; years gone by stay apart."""
    everything = dg.AssetSelection.all() - dg.AssetSelection.key_prefixes(history_key("").path[:1])
    if only is None:
        return everything
    own = [key for source_id in only for key in (raw_key(source_id), conformed_key(source_id))]
    early = dg.AssetSelection.key_prefixes(["raw"], ["conformed"])
    return (everything - early) | dg.AssetSelection.assets(*own)
