"""What people ask about a data folder: its sources, their freshness, its editions."""

import datetime as dt
import json
from typing import Any

from ingest.models import Outcome, Source, Vintage
from ingest.pipeline import read_state
from ingest.registry import load_retired, load_sources
from ingest.settings import DataPaths, Settings
from ingest.vintages import vintages_of
from orchestration import operations
from orchestration.messages import say
from orchestration.publishing import edition
from orchestration.rhythm import expected_on

COUNTS = ("rows_read", "rows_loaded", "rows_rejected", "rows_skipped")


def status(settings: Settings, today: dt.date | None = None) -> dict[str, Any]:
    """The served edition and every source's state, as plain data.

    Args:
        settings: Data folder.
        today: Day against which lateness is told; the present by default.
    """
    served = edition.current(settings.paths.published)
    day = today or dt.datetime.now(dt.UTC).date()
    return {
        "edition": _edition(served) if served else None,
        "last_refresh": operations.read(settings.paths).get("last_refresh"),
        "failed_checks": failed_checks(served) if served else {},
        "sources": [_source(s, settings.paths, day) for s in load_sources().values()],
    }


def failed_checks(served: edition.Edition) -> dict[str, int]:
    """How many checks of an edition failed, by severity; empty where it does not say."""
    import duckdb

    sql = "select severity, count(*) from fct_quality_check where not passed group by 1 order by 1"
    try:
        with duckdb.connect(str(served.database), read_only=True) as con:
            return dict(con.sql(sql).fetchall())
    except duckdb.Error:
        return {}


def print_status(settings: Settings, as_json: bool) -> None:
    """Prints the state for people, or as JSON."""
    found = status(settings)
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return
    lang = settings.lang
    served = found["edition"]
    if served is None:
        print(say("status_none", lang))
    else:
        mark = f" · {say('synthetic', lang)}" if served["synthetic"] else ""
        print(
            say(
                "status_edition",
                lang,
                edition=served["edition"],
                created=served["created_at"],
                reference=served["reference_date"] or "-",
                mark=mark,
            )
        )
    _print_operation(found, lang)
    for row in found["sources"]:
        print(
            say(
                "status_line",
                lang,
                source=f"{row['source_id']:42}",
                state=f"{say('state_' + row['state'], lang):10}",
                vintages=f"{row['vintages']:3}",
                last=row["last_vintage_id"] or "-",
                as_of=row["data_as_of"] or "-",
                read=f"{row['rows_read']:,}",
                loaded=f"{row['rows_loaded']:,}",
                rejected=f"{row['rows_rejected']:,}",
            )
        )


def _print_operation(found: dict[str, Any], lang: str) -> None:
    last = found["last_refresh"]
    if last:
        outcome = say(f"outcome_{last['outcome']}", lang)
        seconds = last["seconds"]
        print(say("status_refresh", lang, ended=last["ended_at"], outcome=outcome, seconds=seconds))
    totals = {n: f"{sum(row[n] for row in found['sources']):,}" for n in COUNTS}
    late = sum(1 for row in found["sources"] if row["state"] == "late")
    failed = sum(found["failed_checks"].values())
    print(say("status_totals", lang, **totals, late=late, failed=failed))


def print_sources(settings: Settings) -> None:
    """Prints what every source is, retired ones too."""
    for source in load_sources().values():
        title = source.title.es if settings.lang == "es" else source.title.en
        print(f"{source.id}\n  {title} · {source.publisher} · {source.country} · {source.cadence}")
        print(f"  {', '.join(source.patterns) or '-'}")
    for gone in load_retired():
        title = gone.title.es if settings.lang == "es" else gone.title.en
        state = say("state_retired", settings.lang)
        print(f"{gone.id} ({state} {gone.retired_on})\n  {title} · {gone.reason}")


def print_editions(settings: Settings) -> None:
    """Prints every edition, the served one marked."""
    served = edition.current(settings.paths.published)
    for found in edition.editions(settings.paths.published):
        manifest = found.manifest
        print(
            say(
                "edition_line",
                settings.lang,
                mark="*" if served and served.name == found.name else " ",
                edition=found.name,
                created=manifest.get("created_at"),
                reference=manifest.get("reference_date") or "-",
                rows=f"{sum(t['rows'] for t in manifest.get('tables', {}).values()):,}",
                synthetic=" · synthetic" if manifest.get("synthetic") else "",
            )
        )


def verify_editions(settings: Settings, names: tuple[str, ...]) -> int:
    """Compares editions with their checksums; 0 where all are whole, else 1."""
    published = settings.paths.published
    here = edition.names(published)
    code = 0
    for name in names or here:
        if name not in here:
            print(say("edition_unknown", settings.lang, edition=name))
            code = 1
            continue
        found = edition.read(published, name)
        # One byte is enough to make a manifest no manifest.
        damage = edition.damage(found) if found else [("changed", edition.MANIFEST)]
        code = code or int(bool(damage))
        for what, file in damage:
            word = say(f"damage_{what}", settings.lang)
            print(say("edition_damaged", settings.lang, edition=name, what=word, file=file))
        if found and not damage:
            count = len(found.manifest.get("checksums", {}))
            print(say("edition_whole", settings.lang, edition=name, files=count))
    return code


def prune_editions(settings: Settings, keep: int) -> None:
    """Removes the oldest editions and says which."""
    from orchestration.lock import refresh_lock

    with refresh_lock(settings.paths.root):
        gone = edition.prune(settings.paths.published, keep)
    for name in gone:
        print(say("pruned", settings.lang, edition=name))
    if not gone:
        print(say("pruned_none", settings.lang))


def _edition(served: edition.Edition) -> dict[str, Any]:
    manifest = served.manifest
    names = ("edition", "created_at", "reference_date", "synthetic", "code_version")
    return {n: manifest.get(n) for n in names}


def _source(source: Source, paths: DataPaths, day: dt.date) -> dict[str, Any]:
    pairs = [(v, read_state(v, paths)) for v in vintages_of(source.id, paths)]
    good = [(v, s) for v, s in pairs if s is not None and s["outcome"] == Outcome.LOADED]
    last = good[-1][0] if good else None
    expected = expected_on(source, last.data_as_of if last else None)
    return {
        "source_id": source.id,
        "state": _state(len(pairs), len(good), expected, day),
        "vintages": len(good),
        "refused": len(pairs) - len(good),
        "last_vintage_id": last.vintage_id if last else None,
        "data_as_of": str(last.data_as_of) if last and last.data_as_of else None,
        "next_expected_on": str(expected) if expected else None,
        **{n: sum(int(s[n]) for s in _held(good)) for n in COUNTS},
    }


def _held(good: list[tuple[Vintage, dict[str, Any]]]) -> list[dict[str, Any]]:
    """Notes of the vintages that hold now, as ``stg_meta_vintage`` ranks them: one per slice.

    What an older vintage of the same slice said is history, not more rows; ``/metrics`` counts so.
    """

    def recency(pair: tuple[Vintage, dict[str, Any]]) -> tuple[dt.date, dt.datetime, str]:
        vintage = pair[0]
        return vintage.data_as_of or dt.date.min, vintage.retrieved_at, vintage.vintage_id

    return list({vintage.slice: note for vintage, note in sorted(good, key=recency)}.values())


def _state(landed: int, good: int, expected: dt.date | None, day: dt.date) -> str:
    if not good:
        return "refused" if landed else "never_loaded"
    return "late" if expected is not None and expected < day else "active"
