"""When Dagster acts without being told: what follows a new vintage, how a fault is retried.

Schedules and sensors materialise ``raw`` assets only. Everything downstream is declared here: a raw
asset whose data version changed asks for its conformed rows, those for the lake, and a new vintage
in the lake for the whole warehouse and the edition, all in one run. A look that found nothing new
changes no data version and starts nothing.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable

import dagster as dg

from ingest.models import Source
from orchestration.rhythm import rhythm_of

# Written whenever a vintage is conformed: the mark by which the warehouse knows that it is old.
NEW_VINTAGE = dg.AssetKey(["lake", "meta_vintage"])
_A = dg.AutomationCondition


def after_new_data() -> "dg.AutomationCondition":
    """Asks for an asset when data that it is made of are others, or will be in this run."""
    return _once(_A.any_deps_match(_other_data()), "after_new_data")


def after_new_vintage() -> "dg.AutomationCondition":
    """Asks for every table of the warehouse at once: it is whole or it is not."""
    return _once(_A.asset_matches(NEW_VINTAGE, _other_data()), "after_new_vintage")


def _other_data() -> "dg.AutomationCondition":
    # A refresh that already makes the target in the same run needs no second one.
    came = _A.data_version_changed() & ~_A.executed_with_root_target()
    return came | _A.will_be_requested()


def _once(condition: "dg.AutomationCondition", name: str) -> "dg.AutomationCondition":
    return (condition.since_last_handled() & ~_A.in_progress()).with_label(name)


def version_of(parts: Iterable[object]) -> dg.DataVersion:
    """A data version: equal parts, equal version."""
    text = "\n".join(str(part) for part in parts)
    return dg.DataVersion(hashlib.sha256(text.encode()).hexdigest()[:16])


def looked_at(source: Source) -> "dg.FreshnessPolicy | None":
    """How long ago a source may have been looked at; None where nothing new is expected.

    Whether its *data* are late is another question: the check ``on_time`` answers it from the date
    that ``source.yml`` lets one expect.
    """
    rhythm = rhythm_of(source)
    if rhythm is None:
        return None
    days = min(rhythm.up_to_days, 92)  # the slowest rhythm fires each quarter
    return dg.FreshnessPolicy.time_window(
        fail_window=dt.timedelta(days=2 * days + 1), warn_window=dt.timedelta(days=1.5 * days)
    )


def retries() -> dg.RetryPolicy:
    """Faults that pass by themselves (a full disk, a locked file): twice more, later each time."""
    return dg.RetryPolicy(
        max_retries=2, delay=30, backoff=dg.Backoff.EXPONENTIAL, jitter=dg.Jitter.PLUS_MINUS
    )


def tags_of(source: Source) -> dict[str, str]:
    """Tags by which runs and assets are filtered in Dagster's pages."""
    rhythm = rhythm_of(source)
    name = rhythm.name if rhythm else "none"
    return {"veta/country": source.country.casefold(), "veta/rhythm": name}
