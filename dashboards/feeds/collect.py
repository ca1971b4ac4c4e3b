"""Which changes go into which feed, newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache

from dashboards import published
from dashboards.api.editions import editions
from dashboards.feeds.entries import (
    Entry,
    Voice,
    of_corrections,
    of_editions,
    of_notices,
    of_revision_sums,
    of_revisions,
    of_signals,
)
from dashboards.queries import changes
from dashboards.server import operations

MOST_ENTRIES = 100
EDITIONS_BACK = 3  # a reader that looks once a month still sees the signals in between


def everything(voice: Voice) -> list[Entry]:
    """New editions, retrievals summed, corrections, new signals, notices of operation."""
    return _newest(
        [
            *of_editions(changes.correction_sums(_line()), _moments(), voice),
            *of_revision_sums(changes.revision_sums(), voice),
            *of_corrections(changes.corrections(), _moments(), voice),
            *_signals({}, voice),
            *of_notices(operations.notes().get("notices", []), voice),
        ]
    )


def place(code: str, voice: Voice) -> list[Entry]:
    """Everything about a territory and what is inside it."""
    return _newest(
        [
            *of_revisions(changes.revisions(place=code), voice),
            *of_corrections(changes.corrections(place=code), _moments(), voice),
            *_signals({"place": code}, voice),
        ]
    )


def project(country: str, code: str, voice: Voice) -> list[Entry]:
    """Everything about a project, its contracts and its commitments."""
    key = f"{country}|{code}"
    return _newest(
        [
            *of_revisions(changes.revisions(project=key), voice),
            *of_corrections(changes.corrections(project=key), _moments(), voice),
            *_signals({"project": key}, voice),
        ]
    )


def indicator(code: str, voice: Voice) -> list[Entry]:
    """New signals of an indicator."""
    return _newest(_signals({"indicator": code}, voice))


def _newest(entries: list[Entry]) -> list[Entry]:
    # Stable: entries of one moment keep the order in which they were asked for.
    return sorted(entries, key=lambda entry: entry.updated, reverse=True)[:MOST_ENTRIES]


def _moments() -> dict[str, dt.datetime]:
    told = {str(row["edition"]): str(row["created_at"]) for row in editions("")}
    return {name: moment for name, text in told.items() if (moment := parse(text)) is not None}


def parse(text: str) -> dt.datetime | None:
    """A moment written in RFC 3339, in UTC; None when it is none."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _signals(filters: Mapping[str, str | None], voice: Voice) -> list[Entry]:
    """Signals that the edition read, or one shortly before, was the first to have."""
    line = _line()
    if not line:
        return []
    served = line[0]
    moments = _moments()
    found: list[Entry] = []
    for newer, older in zip(line, [*line[1:], None], strict=True):
        if older is None and len(line) > EDITIONS_BACK:
            break  # what the oldest of them brought is no news any more
        keys = _new_keys(newer, older, tuple(sorted(filters.items())))
        if newer != served:  # a signal that is gone since is no news either
            keys &= _keys(served, tuple(sorted(filters.items())))
        rows = changes.signals_named(
            sorted(keys, key=lambda k: (k[4], k), reverse=True)[:MOST_ENTRIES]
        )
        found += of_signals(rows, moments.get(newer) or dt.datetime.now(dt.UTC), voice)
    return found


def _line() -> list[str]:
    """The edition being read and the few before it, newest first."""
    names = [str(row["edition"]) for row in editions("")]
    served = published.current().id
    return names[names.index(served) :][: EDITIONS_BACK + 1] if served in names else []


def _new_keys(
    newer: str, older: str | None, filters: tuple[tuple[str, str | None], ...]
) -> frozenset[tuple[str, ...]]:
    now = _keys(newer, filters)
    return now if older is None else now - _keys(older, filters)


@lru_cache(maxsize=64)
def _keys(edition: str, filters: tuple[tuple[str, str | None], ...]) -> frozenset[tuple[str, ...]]:
    try:
        with published.reading(edition):
            return frozenset(changes.signal_keys(dict(filters)))
    except published.EditionError:
        return frozenset()
