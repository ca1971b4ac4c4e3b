"""How often each source is looked at, and when its next data are due.

Does not belong here: schedules themselves (``schedules.py``); nothing here knows Dagster.
"""

import datetime as dt
from dataclasses import dataclass

from ingest.models import Source


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


def expected_on(source: Source, as_of: dt.date | None) -> dt.date | None:
    """When the next data are due, counted from the date that the last ones speak of.

    Args:
        source: Declares ``expected_every_days``.
        as_of: Date of the newest good data.

    Returns:
        The date, or None where nothing new is expected or nothing is known.
    """
    if as_of is None or not source.expected_every_days:
        return None
    return as_of + dt.timedelta(days=source.expected_every_days)
