"""When Dagster acts without being told: what follows a new vintage, how a fault is retried.

Schedules and sensors materialise ``raw`` assets only. Everything downstream is declared here: a raw
asset whose data version changed asks for its conformed rows, those for the lake, and a new vintage
in the lake for the whole warehouse and the edition, all in one run. A look that found nothing new
changes no data version and starts nothing. What failed is asked for again some hours later: a disk
that was full may have been cleared by then, and nobody is on call.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable

import dagster as dg

from ingest.models import Source
from orchestration.keys import EDITION
from orchestration.rhythm import rhythm_of

# Written whenever a vintage is conformed: the mark by which the warehouse knows that it is old.
NEW_VINTAGE = dg.AssetKey(["lake", "meta_vintage"])
AGAIN = "50 */6 * * *"
_A = dg.AutomationCondition


def after_new_data() -> "dg.AutomationCondition":
    """Asks for an asset when data that it is made of are others, or will be in this run."""
    # A refresh that already makes the target in the same run needs no second one.
    came = _A.data_version_changed() & ~_A.executed_with_root_target()
    news = _A.any_deps_match(came | _A.will_be_requested()).since_last_handled()
    again = _hours_after(_A.execution_failed())
    return ((news | again) & ~_A.in_progress()).with_label("after_new_data")


def after_new_vintage() -> "dg.AutomationCondition":
    """Asks for every table of the warehouse at once: it is whole or it is not.

    What counts as done is the edition that is made of it: of a build that failed half-way, the
    tables that were made are made again with the others.
    """
    came = _A.asset_matches(NEW_VINTAGE, _A.data_version_changed() | _A.will_be_requested())
    done = _A.asset_matches(EDITION, _A.newly_requested() | _A.newly_updated())
    failed = _A.asset_matches(EDITION, _A.execution_failed())
    # In the minutes between the last table and the edition, too, nothing is to be asked for.
    busy = _A.asset_matches(EDITION, _A.in_progress())
    return ((came.since(done) | _hours_after(failed)) & ~busy).with_label("after_new_vintage")


def with_its_table() -> "dg.AutomationCondition":
    """Asks for a test of dbt's whenever its table is asked for.

    Left to itself Dagster would leave it out: it asks for the checks that cannot be had apart from
    their asset (the edition's), and then for no others.
    """
    return _A.any_deps_match(_A.will_be_requested()).with_label("with_its_table")


def _hours_after(failed: "dg.AutomationCondition") -> "dg.AutomationCondition":
    return _A.cron_tick_passed(AGAIN, "America/Lima") & failed


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
