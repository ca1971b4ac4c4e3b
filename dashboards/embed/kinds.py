"""Which charts of a territory can be taken away: each is the chart of a page, with its title.

Does not belong here: the frame around a chart (``pictures.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from dashboards.api.words import say
from dashboards.components import charts, compared, maps
from dashboards.components.charts import Chart
from dashboards.components.labels import label
from dashboards.components.sentence import budget_rows, peer_sentence, story
from dashboards.factsheet.content import NoSuchPeriod, resolve
from dashboards.i18n import formats, get_language
from dashboards.pages import moves
from dashboards.published import Row
from dashboards.queries import inside, money, places
from dashboards.queries.places import Place

WORDS = Path(__file__).with_name("words.yml")
MEASURES = ("received", "current_budget", "accrued", "unspent")
MOST_OTHERS = 12
FIRST_PEERS = 5
# Parameters that choose what a chart shows; the address of the page has the same ones.
CHOICES = ("year", "scope", "measure", "against", "with")

Choices = Mapping[str, str | None]


class NothingToDraw(Exception):  # noqa: N818 - it is an answer, not a fault
    """The edition has no data for a chart."""


@dataclass(frozen=True)
class Drawn:
    """A chart and what must be told beside it.

    Attributes:
        unit: of its amounts; empty where the chart names it.
        rows: those it draws, with their sources and dates.
        words: what it shows, for those who do not see it.
    """

    chart: Chart
    title: str
    unit: str
    rows: Sequence[Row]
    words: str


def _chain(place: Place, asked: Choices) -> Drawn:
    period, scope, rows = _own(place, asked)
    title = _say("chain", name=place.label, period=period)
    told = _story(place, period, scope, rows)
    return Drawn(charts.chain_chart(rows, place), title, _unit(rows), rows, told)


def _series(place: Place, asked: Choices) -> Drawn:
    period, scope, rows = _own(place, asked)
    every = money.series(place.id, scope)
    chart = charts.series_chart(every, place)
    if chart is None:
        raise NothingToDraw("series")
    told = _story(place, period, scope, rows)
    return Drawn(chart, _say("series", name=place.label), _unit(rows), every, told)


def _peers(place: Place, asked: Choices) -> Drawn:
    period, _scope, rows = _own(place, asked)
    ranked = [r for r in budget_rows(rows) if r["peer_group"] and r["execution_ratio"] is not None]
    if not ranked:
        raise NothingToDraw("peers")
    row = ranked[0]
    chart = charts.peers_chart(money.peers(row), place, row["peer_median_execution_ratio"])
    sentence = peer_sentence(row, place)
    told = sentence.plain if sentence else ""
    # The dot has no name of its own in the picture; this line says whose it is.
    return Drawn(chart, _say("peers", name=place.label, period=period), told, rows, told)


def _map(place: Place, asked: Choices) -> Drawn:
    period = _period(place, asked, inside.periods(place))
    rows = inside.governments(place, period)
    told = [row for row in rows if row["reported"]]
    measure = _measure(told, asked, maps.MEASURES)
    points = places.points_of([r["territory_id"] for r in rows if r["territory_id"] != place.id])
    if len(points) < 2:
        raise NothingToDraw("map")
    frame = maps.points_frame(told, points, place, measure, per_inhabitant=False)
    words = _say(
        "map",
        measure=label("measure", measure),
        name=place.label,
        period=period,
        known=int(frame["known"].sum()),
        missing=len(frame) - int(frame["known"].sum()),
    )
    unit = ". ".join([_unit(told), *_funds(told, measure)])
    return Drawn(maps.points_chart(frame, place), words, unit, told, words)


def _moves(place: Place, asked: Choices) -> Drawn:
    known = inside.periods(place)
    ended = [p for p in known if int(p[-4:]) < money.reference_year()]
    period = _period(place, asked, known, (ended or known)[:1])
    earlier = [p for p in known if len(p) == len(period) and p < period]
    wanted = asked.get("against")
    if wanted and wanted not in earlier:
        raise NoSuchPeriod(place, wanted, earlier)
    if not earlier:
        raise NothingToDraw("moves")
    before = wanted or earlier[0]
    measure = asked.get("measure")
    measure = measure if measure in MEASURES else MEASURES[0]
    rows = inside.changes(place, period, before, measure)
    told = [row for row in rows if row["change"] is not None]
    if not told:
        raise NothingToDraw("moves")
    title = _say(
        "moves", measure=label("measure", measure), name=place.label, period=period, before=before
    )
    words = _say(
        "moves_told",
        title=title,
        up=sum(row["change"] > 0 for row in told),
        down=sum(row["change"] < 0 for row in told),
    )
    unit = ". ".join([_unit(told), *_funds(told, measure)])
    return Drawn(moves.chart(told, place), title, unit, told, words)


def _compare(place: Place, asked: Choices) -> Drawn:
    period, scope, _rows = _own(place, asked)
    options = money.comparable(place.id, period, scope)
    wanted = [code for code in (asked.get("with") or "").upper().split(",") if code]
    others = [c for c in wanted if c in options] or money.nearest_peers(
        place.id, period, scope, FIRST_PEERS
    )
    codes = dict.fromkeys([place.id, *others[:MOST_OTHERS]])
    rows = money.of_places(list(codes), period, scope)
    measure = _measure(rows, asked, (*MEASURES, "execution_ratio"), least=2)
    told = [row for row in rows if row[measure] is not None]
    phases = {row["received_phase"] for row in told} if measure == "received" else set()
    if len(told) < 2 or len(phases) > 1:  # plans and transfers never share an axis
        raise NothingToDraw("compare")
    middle = float(median(float(row[measure]) for row in told))
    title = _say("compare", measure=label("measure", measure), name=place.label, period=period)
    chart = compared.chart(told, place, measure, middle)
    if measure == "execution_ratio":
        line = formats.ratio(middle, place.country)
    else:
        line = formats.money(middle, told[0]["currency"], place.country)
    notes = [_say("compare_note", middle=line), *_funds(told, measure)]
    return Drawn(chart, title, ". ".join([_unit(told), " ".join(notes)]), told, title)


KINDS: dict[str, Callable[[Place, Choices], Drawn]] = {
    "chain": _chain,
    "peers": _peers,
    "series": _series,
    "map": _map,
    "compare": _compare,
    "moves": _moves,
}


def _own(place: Place, asked: Choices) -> tuple[str, str, list[Row]]:
    """Period, scope and rows of a place's own chain."""
    period, scope = resolve(place, asked.get("year"), asked.get("scope"))
    if period is None:
        raise NothingToDraw(place.id)
    return period, scope, money.chain(place.id, period, scope)


def _period(
    place: Place, asked: Choices, known: Sequence[str], usual: Sequence[str] | None = None
) -> str:
    if not known:
        raise NothingToDraw(place.id)
    wanted = asked.get("year")
    if wanted and wanted not in known:
        raise NoSuchPeriod(place, wanted, known)
    return wanted or (usual or known)[0]


def _measure(rows: Sequence[Row], asked: Choices, measures: Sequence[str], least: int = 1) -> str:
    """The figure asked for where enough rows have it, else the first that enough rows have."""
    able = [m for m in measures if sum(row[m] is not None for row in rows) >= least]
    if not able:
        raise NothingToDraw("measure")
    wanted = asked.get("measure")
    return wanted if wanted in able else able[0]


def _story(place: Place, period: str, scope: str, rows: list[Row]) -> str:
    return " ".join(sentence.plain for sentence in story(place, period, scope, rows))


def _unit(rows: Sequence[Row]) -> str:
    return formats.unit_phrase(rows[0]["currency"])


def _funds(rows: Sequence[Row], measure: str) -> list[str]:
    """That spending is of all funds, where the source does not tell them apart."""
    every = measure != "received" and any(row["all_sources"] for row in rows)
    return [_say("all_sources")] if every else []


def _say(key: str, **values: object) -> str:
    return say(WORDS, key, get_language(), **values)
