"""The lists of a factsheet: what is not known, works, promises, signals, sources, past periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from dashboards.api.words import say
from dashboards.components import signal_words
from dashboards.components.labels import label
from dashboards.components.sentence import missing, received_groups, total
from dashboards.components.text import shorten
from dashboards.i18n import formats, pick
from dashboards.published import Row
from dashboards.queries import money, promises, signals, trust, works
from dashboards.queries.places import Place

WORDS = Path(__file__).with_name("words.yml")
LINE = 150
LOOKED_AT = 500  # signals among which those of different indicators are sought


@dataclass(frozen=True)
class Limits:
    """How much of each list fits; the next smaller is tried when a page overflows."""

    streams: int = 10
    gaps: int = 6
    functions: int = 6
    works: int = 4
    signals: int = 3
    commitments: int = 3
    sources: int = 6
    periods: int = 10


LIMITS = (
    Limits(streams=14, gaps=8, functions=8, works=8, signals=6, commitments=6, sources=8),
    Limits(),
    Limits(streams=8, gaps=5, functions=5, works=3, signals=2, commitments=2, sources=5, periods=8),
    Limits(streams=6, gaps=4, functions=3, works=2, signals=1, commitments=1, sources=4, periods=6),
    Limits(streams=4, gaps=3, functions=0, works=0, signals=0, commitments=0, sources=3, periods=0),
)


@dataclass(frozen=True)
class Listed:
    """A heading with the lines below it."""

    title: str
    lines: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class Bar:
    """What was received or planned in one period, all extractive streams of one phase.

    Attributes:
        share: of the longest bar, 0 to 1.
    """

    period: str
    text: str
    share: float


def past(place: Place, scope: str, language: str, most: int) -> dict[str, Any]:
    """Periods with one and the same phase; plans and transfers never share an axis."""
    by_period: dict[str, list[Row]] = {}
    for row in money.series(place.id, scope):
        by_period.setdefault(row["fiscal_period"], []).append(row)
    told: list[tuple[str, str, Decimal, str | None]] = []
    for period, rows in by_period.items():  # newest first
        groups = received_groups(rows)
        amount = total(groups[0][1], "received") if len(groups) == 1 else None
        if amount is not None:
            told.append((period, groups[0][0], amount, rows[0]["currency"]))
    same = [bar for bar in told if bar[1] == told[0][1]][:most] if told else []
    longest = max((amount for _p, _f, amount, _c in same), default=Decimal(0))
    if len(same) < 2 or longest <= 0:
        return {"bars": (), "bars_title": ""}
    bars = tuple(
        Bar(period, formats.money_exact(amount, currency), max(0.0, float(amount / longest)))
        for period, _phase, amount, currency in reversed(same)
    )
    title = say(WORDS, "bars", language, phase=label("phase", same[0][1]))
    return {"bars": bars, "bars_title": title}


def unknown(rows: list[Row], language: str, most: int) -> Listed:
    """What is not known about the chain, or that nothing is missing."""
    told = missing(rows) or [say(WORDS, "nothing_missing", language)]
    return Listed(say(WORDS, "unknown", language), _few(told, most, language))


def _few(
    lines: Sequence[str], most: int, language: str, total: int | None = None
) -> tuple[str, ...]:
    count = total if total is not None else len(lines)
    kept = tuple(lines[:most])
    rest = count - len(kept)
    if rest > 0 and kept:
        return (*kept, say(WORDS, "more", language, n=formats.number(rest)))
    return kept


def lists(place: Place, period: str | None, language: str, limits: Limits) -> list[Listed]:
    """Functions, projects, contracts, commitments and signals of a place, those that it has."""
    found = [_functions(place, period, language, limits.functions)]
    projects = works.projects_in(place.id)
    if projects:
        total = projects[0]["found"]
        title = say(WORDS, "works", language, n=formats.number(total, place.country))
        lines = [_project(row, language) for row in projects]
        found.append(Listed(title, _few(lines, limits.works, language, total)))
    contracts = works.contracts_in(place.id)
    if contracts:
        total = formats.number(contracts[0]["found"], place.country)
        found.append(Listed(say(WORDS, "contracts", language, n=total), ()))
    made = promises.commitments_in(place.id)
    if made:
        title = say(WORDS, "commitments", language, n=formats.number(len(made), place.country))
        lines = [
            f"{shorten(row['title'], LINE)}: {label('commitment_status', row['current_status'])}"
            for row in made
        ]
        found.append(Listed(title, _few(lines, limits.commitments, language)))
    found.append(_signals(place, language, limits.signals))
    return [listed for listed in found if listed.title]


def _functions(place: Place, period: str | None, language: str, most: int) -> Listed:
    rows = money.functions(place.id, int(period)) if period and period.isdigit() else []
    if not rows or not most:
        return Listed("", ())
    lines = [
        f"{row['function_name']}: {formats.money_exact(row['accrued'], row['currency'])}"
        for row in rows
    ]
    return Listed(say(WORDS, "functions", language), _few(lines, most, language))


def _project(row: Row, language: str) -> str:
    parts = [
        f"{shorten(row['name'] or row['project_code'], LINE)} ({row['project_code']})",
        label("project_status", row["status"]),
    ]
    if row["total_value"] is not None:
        parts.append(formats.money_exact(row["total_value"], row["currency"], row["country"]))
    if row["physical_progress_pct"] is not None:
        pct = formats.percent(row["physical_progress_pct"], row["country"])
        parts.append(say(WORDS, "physical", language, pct=pct))
    return "; ".join(parts)


def _signals(place: Place, language: str, most: int) -> Listed:
    filters = {"place": place.id}
    total = signals.count(filters)
    title = say(WORDS, "signals", language, n=formats.number(total, place.country))
    if not total:
        return Listed(title, ())
    lines = [
        f"{pick(row, 'name')}, {signal_words.subject(row, 70)}, "
        f"{row['period']}: {signal_words.figures(row)}"
        for row in _different(signals.found(filters, LOOKED_AT))[: max(most, 1)]
    ]
    note = say(WORDS, "signals_note", language)
    return Listed(title, _few(lines, most, language, total), note)


def _different(rows: Sequence[Row]) -> list[Row]:
    """One signal of each indicator before a second of any: a page of one rule tells little."""
    seen: dict[str, int] = {}
    told = []
    for row in rows:
        code = str(row["indicator_code"])
        told.append((seen.get(code, 0), row))
        seen[code] = seen.get(code, 0) + 1
    return [row for _turn, row in sorted(told, key=lambda pair: pair[0])]


def sources(place: Place, period: str | None, scope: str, language: str, most: int) -> Listed:
    """Sources of the figures of a period with their date and licence."""
    used = money.provenance(place.id, period, scope) if period else []
    lines = []
    for code in dict.fromkeys(row["source_id"] for row in used):
        row = trust.source(code)
        if row is None:
            continue
        licence = row["licence"] or "not stated"
        if licence == "not stated":
            licence = say(WORDS, "not_stated", language)
        lines.append(
            say(
                WORDS,
                "source_line",
                language,
                title=pick(row, "title") or code,
                publisher=row["publisher"],
                day=formats.day(row["data_as_of"]),
                licence=licence,
            )
        )
    return Listed(say(WORDS, "sources", language), _few(lines, most, language))
