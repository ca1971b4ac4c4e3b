"""The first assets: what a source's publisher or a person gave, as received.

A file that is refused fails a check and stops nothing: the other sources go on, and the source
keeps its last good data.
"""

import datetime as dt
from pathlib import Path
from typing import Any

import dagster as dg

from ingest.models import Outcome, Source, Vintage
from ingest.pipeline import read_state
from ingest.problems import Problem
from ingest.settings import DataPaths
from ingest.vintages import vintages_of
from orchestration import automation, checks
from orchestration.intake import Survey, fetch_live, land_all
from orchestration.keys import OWNERS, POOL, history_key, raw_key
from orchestration.lock import refresh_lock
from orchestration.resources import Run
from orchestration.rhythm import expected_on

YEAR = "year"  # the name under which `live.each` lists the years of a large source


def raw_asset(source: Source, run: Run) -> dg.AssetsDefinition:
    """A source's vintages: what lies in the inbox and, where asked, what its publisher has.

    Args:
        source: The source.
        run: Settings, inbox, listener.
    """
    key = raw_key(source.id)
    rules = {checks.FILES_IN_ORDER: "Every file fits a layout."}
    if source.expected_every_days:
        rules[checks.ON_TIME] = f"Newest data are at most {source.expected_every_days} days old."

    @dg.asset(
        key=key,
        group_name="raw",
        description=f"{source.title.en}: bytes as received from {source.publisher}.",
        owners=OWNERS,
        kinds={"file"},
        tags=automation.tags_of(source),
        metadata=about(source),
        freshness_policy=automation.looked_at(source),
        retry_policy=automation.retries() if run.live else None,
        check_specs=checks.specs(key, rules),
    )
    def raw(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
        paths = run.settings.paths
        result = run.result(source.id)
        with refresh_lock(paths.root):
            looks = _looks(source, run, context)
            new, result.refused = _take(source, looks, paths)
        result.landed = len(new)
        if new or result.refused:
            counts = {"landed": len(new), "refused": len(result.refused)}
            run.note("raw", context.run.run_id, source=source.id, **counts)
        landed = vintages_of(source.id, paths)
        as_of = newest_as_of(landed, paths)
        verdicts = [
            checks.problem_result(key, checks.FILES_IN_ORDER, result.refused, run.settings.lang)
        ]
        if checks.ON_TIME in rules:
            due = expected_on(source, as_of)
            verdicts.append(checks.on_time_result(key, due, dt.datetime.now(dt.UTC).date()))
        return dg.MaterializeResult(
            metadata=_landed(source, new, landed, as_of) | _fetched(source, looks),
            check_results=verdicts,
            data_version=automation.version_of(v.vintage_id for v in landed),
        )

    return raw


def history_assets(sources: list[Source], run: Run) -> list[dg.AssetsDefinition]:
    """One asset per large source whose publisher keeps a file per year, with a partition for each.

    A backfill runs the years one after the other: there is one warehouse, and publishers are not
    to be asked for everything at once. What it lands is conformed and built once, when the next
    tick sees that data came.

    Args:
        sources: All sources.
        run: Settings.
    """
    return [_history_asset(s, run) for s in sources if years_of(s)]


def years_of(source: Source) -> list[str]:
    """Years that a source declares to be fetched one by one, sorted."""
    return sorted({year for live in source.live for year in live.each.get(YEAR, [])})


def _history_asset(source: Source, run: Run) -> dg.AssetsDefinition:
    @dg.asset(
        key=history_key(source.id),
        group_name="history",
        description=f"{source.title.en}: one year at a time, for backfills.",
        owners=OWNERS,
        kinds={"file"},
        tags=automation.tags_of(source),
        metadata=about(source),
        partitions_def=dg.StaticPartitionsDefinition(years_of(source)),
        retry_policy=automation.retries() if run.live else None,
        pool=POOL,
    )
    def history(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
        paths = run.settings.paths
        with refresh_lock(paths.root):
            look = fetch_live(
                [source], paths, context.log.info, chosen={YEAR: context.partition_key}
            )
            new, failed = land_all(look, source.id, paths)
        problems = [*look.refused.get(source.id, []), *failed]
        if problems:
            raise dg.Failure("\n".join(p.text(run.settings.lang) for p in problems))
        landed = vintages_of(source.id, paths)
        return dg.MaterializeResult(
            metadata=_landed(source, new, landed, newest_as_of(landed, paths))
            | _fetched(source, [look]),
            data_version=automation.version_of(v.vintage_id for v in landed),
        )

    return history


def newest_as_of(landed: list[Vintage], paths: DataPaths) -> dt.date | None:
    """The latest date that vintages speak of; those that were refused do not count."""
    states = ((v, read_state(v, paths)) for v in landed)
    good = (v for v, state in states if not state or state["outcome"] != Outcome.REFUSED)
    return max((v.data_as_of for v in good if v.data_as_of), default=None)


def about(source: Source) -> dict[str, Any]:
    """What a source says about itself, as metadata of its assets."""
    said: dict[str, Any] = {
        "publisher": source.publisher,
        "licence": source.licence,
        "cadence": source.cadence,
        "evidence": source.evidence,
        "declaration": dg.MetadataValue.path(
            str(Path("ingest/sources") / source.id / "source.yml")
        ),
    }
    if source.expected_every_days:
        said["expected_every_days"] = source.expected_every_days
    if source.caveats:
        said["caveats"] = dg.MetadataValue.md(source.caveats.en)
    if source.homepage:
        said["homepage"] = dg.MetadataValue.url(source.homepage)
    for number, live in enumerate(source.live, start=1):
        said["live" if number == 1 else f"live_{number}"] = dg.MetadataValue.url(live.url)
    return said


def _looks(source: Source, run: Run, context: dg.AssetExecutionContext) -> list[Survey]:
    """What lies in the inbox and, where asked, what the source's publisher has."""
    looks = [run.survey(context.run.run_id)]
    if run.live and source.live:
        looks.append(fetch_live([source], run.settings.paths, context.log.info))
    return looks


def _take(
    source: Source, looks: list[Survey], paths: DataPaths
) -> tuple[list[Vintage], list[Problem]]:
    """Lands what was found for a source."""
    new: list[Vintage] = []
    problems: list[Problem] = []
    for look in looks:
        landed, failed = land_all(look, source.id, paths)
        new += landed
        problems += [*look.refused.get(source.id, []), *failed]
    return new, problems


def _fetched(source: Source, looks: list[Survey]) -> dict[str, Any]:
    """How much a publisher was asked for, where it was asked."""
    asked = [look.fetched[source.id] for look in looks if source.id in look.fetched]
    if not asked:
        return {}
    return {
        "requests": sum(f.requests for f in asked),
        "addresses_unchanged": sum(len(f.unchanged) for f in asked),
        "addresses_failed": sum(len(f.problems) for f in asked),
        "bytes_fetched": sum(f.received["bytes"] for f in asked),
        "rows_fetched": sum(f.received["rows"] for f in asked),
    }


def _landed(
    source: Source, new: list[Vintage], landed: list[Vintage], as_of: dt.date | None
) -> dict[str, Any]:
    due = expected_on(source, as_of)
    return {
        "new_vintages": len(new),
        "vintages": len(landed),
        "bytes": sum(v.bytes for v in new),
        "newest_vintage": landed[-1].vintage_id if landed else "-",
        "data_as_of": str(as_of or "-"),
        "next_expected_on": str(due or "-"),
    }
