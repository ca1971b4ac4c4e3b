"""A chart of the dashboard as SVG or PNG with its title, source and date burnt in.

The chart is the one that the page draws; only its frame differs.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import altair as alt
import vl_convert

from dashboards import published
from dashboards.api.words import say
from dashboards.components import charts
from dashboards.components.charts import Chart
from dashboards.embed.kinds import KINDS, Choices, NothingToDraw
from dashboards.i18n import formats, get_language, pick
from dashboards.published import Row
from dashboards.queries import trust, works
from dashboards.queries.places import Place

WORDS = Path(__file__).with_name("words.yml")
WIDTH = 640
LINE = 92  # letters of a subtitle line at its size
VEGA_LITE = "6.4"


@dataclass(frozen=True)
class Picture:
    """A chart with everything that stands around it.

    Attributes:
        title: what it shows.
        lines: unit, source, date, edition and link, each a line.
        words: the same in a sentence, for those who do not see it.
    """

    chart: Chart
    title: str
    lines: tuple[str, ...]
    words: str

    def svg(self) -> str:
        """Scalable, with its text as text."""
        drawn: str = vl_convert.vegalite_to_svg(self._spec(), vl_version=VEGA_LITE)
        return drawn

    def png(self) -> bytes:
        """Twice the pixels, for sharp text on telephones."""
        drawn: bytes = vl_convert.vegalite_to_png(self._spec(), vl_version=VEGA_LITE, scale=2)
        return drawn

    def _spec(self) -> str:
        lines = [piece for line in self.lines for piece in textwrap.wrap(line, LINE) or [""]]
        title = alt.TitleParams(
            text=textwrap.wrap(self.title, LINE * 3 // 4),
            subtitle=lines,
            anchor="start",
            fontSize=18,
            subtitleFontSize=12,
            subtitleColor=charts.INK,
            color=charts.INK,
            subtitlePadding=6,
            offset=14,
        )
        drawn = self.chart.properties(title=title, width=WIDTH, background="white", padding=16)
        return drawn.to_json(validate=False)


def of_place(place: Place, kind: str, asked: Choices, link: str) -> Picture:
    """A chart of a territory.

    Args:
        place: the territory.
        kind: one of `KINDS`.
        asked: what the reader chose: `CHOICES`.
        link: where the chart leads.

    Raises:
        NothingToDraw: the edition has no data for it.
        NoSuchPeriod: the territory has no figures of that period.
    """
    drawn = KINDS[kind](place, asked)
    names = ("source_id", "received_source_id", "spending_source_id")
    codes = [row.get(name) for row in drawn.rows for name in names]
    lines = _around(drawn.unit, codes, _as_of(drawn.rows), link)
    return Picture(drawn.chart, drawn.title, lines, drawn.words)


def of_project(country: str, code: str, link: str) -> Picture | None:
    """The progress of a project; None when there is no such project.

    Raises:
        NothingToDraw: no source gives its progress.
    """
    row = works.project(code, country)
    if row is None:
        return None
    states = works.project_states(code, country)
    chart = charts.progress_chart(states)
    if chart is None:
        raise NothingToDraw("progress")
    title = _say("progress", name=f"{row['name'] or ''} ({code})")
    codes = [state["source_id"] for state in states]
    return Picture(chart, title, _around("%", codes, _as_of(states), link), title)


def _as_of(rows: Sequence[Row]) -> date | None:
    """The latest date that the rows speak of; None where some row does not say its own."""
    days: list[date] = [row["data_as_of"] for row in rows if row.get("data_as_of")]
    return max(days, default=None) if len(days) == len(rows) else None


def _around(
    unit: str, codes: Sequence[str | None], as_of: date | None, link: str
) -> tuple[str, ...]:
    edition = published.current()
    named = []
    for code in dict.fromkeys(c for c in codes if c):
        row = trust.source(code)
        title = (pick(row, "title") if row else None) or code
        named.append(f"{title} ({row['publisher']})" if row else title)
    lines = [
        _say("synthetic") if edition.synthetic else "",
        unit,
        _say(
            "source" if as_of else "source_undated",
            sources="; ".join(named) or formats.no_data(),
            day=formats.day(as_of),
        ),
        _say("veta", edition=edition.id, link=link.partition("://")[2]),
    ]
    return tuple(line for line in lines if line)


def _say(key: str, **values: object) -> str:
    return say(WORDS, key, get_language(), **values)
