"""What a factsheet says, ready to be drawn: the same queries and words as the pages.

HTML, PDF and picture are three drawings of one `Sheet`; no figure is computed in any of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboards import published
from dashboards.api.words import say
from dashboards.components.labels import label
from dashboards.components.sentence import (
    budget_rows,
    peer_sentence,
    story,
)
from dashboards.factsheet import parts
from dashboards.factsheet.parts import LIMITS, WORDS, Bar, Limits, Listed
from dashboards.i18n import formats, pick, set_language
from dashboards.published import Row
from dashboards.queries import money
from dashboards.queries.places import Place
from dashboards.server.public import page


class NoSuchPeriod(Exception):  # noqa: N818 - it is an answer, not a fault
    """A territory has no figures of the period asked for.

    Attributes:
        known: periods it has, newest first.
    """

    def __init__(self, place: Place, year: str, known: Sequence[str]) -> None:
        super().__init__(year)
        self.place, self.year, self.known = place, year, tuple(known)

    def told(self, language: str) -> str:
        """The reason in words."""
        known = ", ".join(self.known)
        return say(WORDS, "no_period", language, year=self.year, name=self.place.label, known=known)


@dataclass(frozen=True)
class Sheet:
    """Everything a factsheet shows, in one language.

    Attributes:
        columns: headings of the table of money; the first is text, the others numbers.
        cells: its rows, as texts.
        rows: the rows of the chain themselves, for data formats.
    """

    language: str
    place: Place
    period: str | None
    scope: str
    edition: published.Edition
    title: str
    subtitle: str
    sentences: tuple[str, ...]
    unit: str
    columns: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    bars: tuple[Bar, ...]
    bars_title: str
    unknown: Listed
    lists: tuple[Listed, ...]
    sources: Listed
    made: str
    cite: str
    link: str
    page: str
    periods: tuple[str, ...]
    rows: tuple[Row, ...]

    def say(self, key: str, **values: object) -> str:
        """A text of the factsheet in its language."""
        return say(WORDS, key, self.language, **values)


def resolve(place: Place, year: str | None, scope: str | None) -> tuple[str | None, str]:
    """The period and scope of a factsheet: as asked, else the newest that says most.

    A single year means the biennium it lies in where a country plans by bienniums.

    Raises:
        NoSuchPeriod: the territory has figures, but none of that period.
    """
    scopes = money.scopes(place.id)
    if not scopes:
        return None, "own_government"
    chosen = scope if scope in scopes else scopes[0]
    known = money.periods(place.id, chosen)
    if not year:
        return money.best_period(place.id, chosen), chosen
    for period in known:
        first, _dash, last = period.partition("-")
        if period == year or (last and year.isdigit() and first <= year <= last):
            return period, chosen
    raise NoSuchPeriod(place, year, known)


def sheet(
    place: Place,
    year: str | None,
    language: str,
    root: str,
    scope: str | None = None,
    limits: Limits = LIMITS[0],
) -> Sheet:
    """Gathers a factsheet from the edition being read.

    Args:
        place: the territory.
        year: fiscal period, or a year inside it; None for the newest that says most.
        language: es or en.
        root: address of this installation, for links.
        scope: own_government or all_within.
        limits: how long lists may be.

    Raises:
        NoSuchPeriod: see `resolve`.
    """
    set_language(language)
    edition = published.current()
    period, chosen = resolve(place, year, scope)
    rows = money.chain(place.id, period, chosen) if period else []
    columns, cells = _table(rows, place, language, limits.streams)
    link = f"{root}/f/{place.id}" + (f"/{period}" if period else "")
    link += "?lang=en" if language == "en" else ""
    currency = rows[0]["currency"] if rows else None
    return Sheet(
        language=language,
        place=place,
        period=period,
        scope=chosen,
        edition=edition,
        title=place.name,
        subtitle=_subtitle(place, language),
        sentences=_sentences(place, period, chosen, rows, language),
        unit=say(WORDS, "unit", language, unit=formats.unit_phrase(currency)) if rows else "",
        columns=columns,
        cells=cells,
        **parts.past(place, chosen, language, limits.periods),
        unknown=parts.unknown(rows, language, limits.gaps),
        lists=tuple(parts.lists(place, period, language, limits)),
        sources=parts.sources(place, period, chosen, language, limits.sources),
        made=say(
            WORDS,
            "made",
            language,
            edition=edition.id,
            day=formats.day(edition.created_at),
            reference=formats.day(edition.reference_date),
        ),
        cite=say(
            WORDS,
            "cite",
            language,
            edition=edition.id,
            name=place.label,
            period=period or "",
            link=link,
        ),
        link=link,
        page=page(
            root,
            "",
            country=place.country,
            entity=place.id,
            year=period,
            scope=chosen if period else None,
            lang="en" if language == "en" else None,
        ),
        periods=tuple(money.periods(place.id, chosen)),
        rows=tuple(rows),
    )


def _subtitle(place: Place, language: str) -> str:
    parts = [
        label("level", place.level),
        ", ".join((*place.parents, label("country", place.country))),
    ]
    if place.official_code:
        key = f"code_{place.country}" if place.country in ("PE", "CO") else "code"
        parts.append(f"{say(WORDS, key, language)} {place.official_code}")
    return " · ".join(parts)


def _sentences(
    place: Place, period: str | None, scope: str, rows: list[Row], language: str
) -> tuple[str, ...]:
    if period is None:
        return (say(WORDS, "no_money", language, name=place.name),)
    told = [sentence.plain for sentence in story(place, period, scope, rows)]
    for row in budget_rows(rows)[:1]:
        peers = peer_sentence(row, place)
        if peers:
            told.append(peers.plain)
    return tuple(told)


def _table(
    rows: list[Row], place: Place, language: str, most: int
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The chain to the cent; a column that no stream fills is left out."""
    amounts = {
        "received": "received",
        "initial": "initial_budget",
        "current": "current_budget",
        "accrued": "accrued",
        "unspent": "unspent",
    }
    kept = {k: c for k, c in amounts.items() if any(row[c] is not None for row in rows)}
    has_ratio = any(row["execution_ratio"] is not None for row in rows)
    keys = ["stream", *kept, *(["ratio"] if has_ratio else [])]
    cells = []
    for row in rows[:most]:
        name = pick(row, "name") or row["stream_code"]
        if row["received"] is not None:
            name += f" ({label('phase', row['received_phase'])})"
        texts = [name, *(_amount(row[column], place) for column in kept.values())]
        if has_ratio:
            texts.append(formats.ratio(row["execution_ratio"], place.country))
        cells.append(tuple(texts))
    if len(rows) > most:
        more = say(WORDS, "more_streams", language, n=len(rows) - most)
        cells.append((more, *("" for _key in keys[1:])))
    return tuple(say(WORDS, key, language) for key in keys), tuple(cells)


def _amount(value: object, place: Place) -> str:
    if value is None:
        return formats.no_data()
    return formats.number(value, place.country, decimals=2)  # type: ignore[arg-type]
