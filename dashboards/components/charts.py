"""Charts, all Altair: local, with words for screen readers, never on a year axis with decimals.

A chart states its unit in its title and is always beside a table or a sentence with the figures.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import altair as alt
import pandas as pd
import streamlit as st

from dashboards.components.labels import label
from dashboards.components.sentence import (
    PLANNED_PHASES,
    budget_totals,
    received_groups,
    told_once,
    total,
)
from dashboards.i18n import _, formats, pick
from dashboards.published import Row
from dashboards.queries.places import Place

BLUE = "#0072B2"
GREY = "#5F6B7A"
ORANGE = "#D55E00"
GREEN = "#009E73"
INK = "#17212B"
LEGEND_WIDTH = 34  # letters
MAX_STREAMS = 3  # more colours than four cannot be told apart by everybody


Chart = alt.Chart | alt.LayerChart | alt.FacetChart


def themed(chart: Chart, height: int, country: str | None = None) -> Chart:
    """Common look; axis numbers are written as the country writes them."""
    number = {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""]}
    if formats.locale_of(country) == "es_CO":
        number |= {"decimal": ",", "thousands": "."}
    axis = {
        "labelColor": INK,
        "titleColor": INK,
        "grid": False,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
    }
    return chart.properties(height=height).configure(
        view={"strokeWidth": 0}, axis=axis, locale={"number": number}
    )


def two_lines(limit: int = 220) -> alt.Axis:
    """Axis of bars that are named: the name, and under it what the bar stands for."""
    return alt.Axis(
        title=None,
        domain=False,
        ticks=False,
        labelLimit=limit,
        labelPadding=8,
        labelLineHeight=16,
        labelOffset=-8,  # two lines, centred on the bar
        labelExpr="split(datum.label, '\\n')",
    )


def chain(rows: Sequence[Row], place: Place, description: str) -> None:
    """Draws `chain_chart`."""
    st.altair_chart(chain_chart(rows, place), width="stretch", alt=description)


def chain_chart(rows: Sequence[Row], place: Place) -> Chart:
    """Received or planned → initial budget → current budget → spent, as bars with their figures.

    A step without data keeps its place and says so; a plan is drawn hollow.
    """
    steps = _chain_steps(rows, place)
    frame = pd.DataFrame(steps)
    order = list(frame["step"])
    present = list(dict.fromkeys(frame["of_group"]))
    groups = alt.Scale(
        domain=present, range=[GREY if name == _("todas las fuentes") else BLUE for name in present]
    )
    legend = alt.Legend(title=None, orient="bottom", columns=1, labelFontSize=13, labelColor=INK)
    base = alt.Chart(frame).encode(
        y=alt.Y("step:N", sort=order, axis=two_lines(320), scale=alt.Scale(paddingInner=0.35))
    )
    bars = base.mark_bar(strokeWidth=2).encode(
        x=alt.X("amount:Q", axis=None, scale=alt.Scale(domainMin=0)),
        color=alt.Color("of_group:N", scale=groups, legend=legend if len(present) > 1 else None),
        stroke=alt.Stroke("of_group:N", scale=groups, legend=None),
        fillOpacity=alt.FillOpacity("solid:Q", scale=None),
        tooltip=[
            alt.Tooltip("name:N", title=_("Paso")),
            alt.Tooltip("exact:N", title=_("Monto exacto")),
            alt.Tooltip("of:N", title=_("De qué dinero")),
        ],
    )
    return themed(bars, 62 * len(order) + (30 * len(present) if len(present) > 1 else 0))


def _chain_steps(rows: Sequence[Row], place: Place) -> list[dict[str, object]]:
    steps = []
    for phase, group in received_groups(rows):
        planned = phase in PLANNED_PHASES
        got = _("Recaudado") if phase == "collected" else _("Recibido")
        name = _("Previsto recibir") if planned else got
        streams = ", ".join(pick(row, "name") or row["stream_code"] for row in group)
        amount = total(group, "received")
        steps.append(_step(name, amount, group[0]["currency"], place, streams, planned))
    if not steps:
        steps.append(_step(_("Recibido"), None, None, place, "", False))
    totals = budget_totals(rows)
    of = _("todas las fuentes") if totals and totals.all_sources else _("dinero extractivo")
    for name, column in (
        (_("Presupuesto inicial"), "initial_budget"),
        (_("Presupuesto modificado"), "current_budget"),
        (_("Gastado (devengado)"), "accrued"),
    ):
        amount = getattr(totals, column) if totals else None
        step = _step(name, amount, totals.currency if totals else None, place, of, False)
        step["of_group"] = of
        steps.append(step)
    return steps


def _step(
    name: str, amount: object, currency: str | None, place: Place, of: str, planned: bool
) -> dict[str, object]:
    shown = formats.money(amount, currency, place.country)  # type: ignore[arg-type]
    return {
        "step": f"{name}\n{shown}",
        "name": name,
        "amount": float(amount) if amount is not None else None,  # type: ignore[arg-type]
        "exact": formats.money_exact(amount, currency, place.country),  # type: ignore[arg-type]
        "of": of,
        "of_group": _("dinero extractivo"),
        "solid": 0.12 if planned else 1.0,
    }


def peers(rows: Sequence[Row], selected: Place, median: float | None, description: str) -> None:
    """Draws `peers_chart`."""
    st.altair_chart(peers_chart(rows, selected, median), width="stretch", alt=description)


def peers_chart(rows: Sequence[Row], selected: Place, median: float | None) -> Chart:
    """Execution of each peer as a strip: the chosen place large and blue, the median a line."""
    from dashboards.queries import places

    known = places.index()
    frame = pd.DataFrame(
        {
            "ratio": float(row["execution_ratio"]),
            "who": known[row["territory_id"]].label
            if row["territory_id"] in known
            else row["territory_id"],
            "text": formats.ratio(row["execution_ratio"], selected.country),
            "mine": row["territory_id"] == selected.id,
        }
        for row in rows
    )
    top = max(1.0, float(frame["ratio"].max()))
    x = alt.X(
        "ratio:Q",
        title=_("Gastado, % del presupuesto"),
        scale=alt.Scale(domain=[0, top]),
        axis=alt.Axis(format=".0%", tickCount=5, domainColor=GREY),
    )
    tips = [alt.Tooltip("who:N", title=_("Lugar")), alt.Tooltip("text:N", title=_("Gastado"))]
    strip = (
        alt.Chart(frame[~frame["mine"]])
        .mark_tick(thickness=2, size=34, color=GREY, opacity=0.7)
        .encode(x=x, tooltip=tips)
    )
    mine = (
        alt.Chart(frame[frame["mine"]])
        .mark_point(filled=True, size=220, color=BLUE, opacity=1)
        .encode(x=x, tooltip=tips)
    )
    layers = [strip, mine]
    if median is not None:
        middle = pd.DataFrame({"ratio": [median], "text": [_("mediana")]})
        layers.append(
            alt.Chart(middle).mark_rule(color=INK, strokeDash=[4, 3], strokeWidth=2).encode(x=x)
        )
        layers.append(
            alt.Chart(middle)
            .mark_text(dy=-34, dx=6, align="left", color=INK, fontSize=13)
            .encode(x=x, text="text:N")
        )
    return themed(alt.layer(*layers), 170)


def in_two_lines(name: str) -> str:
    """A long name as a phone can show it in a legend, its rest on a second line."""
    first, *rest = textwrap.wrap(name, LEGEND_WIDTH) or [""]
    return "\n".join(
        [first, textwrap.shorten(" ".join(rest), LEGEND_WIDTH, placeholder="…")][: 1 + bool(rest)]
    )


def by_length(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Rows apart by how long their periods are, the kind with the newest period first.

    A biennium beside a year would draw twice the time as if it were twice the money.
    """
    kinds: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda r: str(r["fiscal_period"])[-4:], reverse=True):
        kind = _("Bienios") if "-" in str(row["fiscal_period"]) else _("Años")
        kinds.setdefault(kind, []).append(row)
    return list(kinds.items())


def series(rows: Sequence[Row], place: Place, description: str, unit: str | None = None) -> bool:
    """Draws `series_chart` once for each length of period; False when there is nothing to draw.

    Args:
        rows: periods and streams of a place.
        place: the place.
        description: the picture in words.
        unit: what `received` is in, where it is no longer nominal money of the place.
    """
    told = told_once(rows)
    drawn = [(kind, series_chart(group, place, unit)) for kind, group in by_length(told)]
    several = sum(chart is not None for _kind, chart in drawn) > 1
    for kind, chart in drawn:
        if chart is not None:
            if several:
                st.markdown(f"**{kind}**")
            st.altair_chart(chart, width="stretch", alt=f"{description} ({kind})")
    return any(chart is not None for _kind, chart in drawn)


def series_chart(rows: Sequence[Row], place: Place, unit: str | None = None) -> Chart | None:
    """Received or planned by period, stacked by stream; None when there is nothing to draw.

    Draws periods of one length only: those of the newest period.
    """
    told = next((group for _kind, group in by_length(told_once(rows))), [])
    if len({row["fiscal_period"] for row in told}) < 2:
        return None
    sizes: dict[str, float] = {}
    for row in told:
        name = pick(row, "name") or row["stream_code"]
        sizes[name] = sizes.get(name, 0.0) + float(row["received"])
    main = sorted(sizes, key=lambda name: -sizes[name])[:MAX_STREAMS]
    other = _("Otros conceptos")
    scale = 1e6 if unit is None or max(sizes.values()) >= 1e7 else 1.0
    frame = pd.DataFrame(
        {
            "period": row["fiscal_period"],
            "stream": in_two_lines(name if name in main else other),
            "amount": float(row["received"]) / scale,
            "text": formats.money(row["received"], row["currency"], place.country),
            "phase": label("phase", row["received_phase"]),
        }
        for row in told
        for name in [pick(row, "name") or row["stream_code"]]
    )
    currency = told[0]["currency"]
    several = len(sizes) > 1
    domain = [in_two_lines(name) for name in ([*main, other] if len(sizes) > len(main) else main)]
    colours = [*[BLUE, ORANGE, GREEN][: len(main)], GREY][: len(domain)]
    bars = (
        alt.Chart(frame)
        .mark_bar(color=BLUE)
        .encode(
            x=alt.X(
                "period:O",
                title=None,
                axis=alt.Axis(labelAngle=0, labelOverlap=True),
                scale=alt.Scale(paddingInner=0.4, paddingOuter=0.3),
            ),
            y=alt.Y(
                "amount:Q",
                title=None,
                axis=alt.Axis(tickCount=4, domain=False, format=",.0f"),
            ),
            tooltip=[
                alt.Tooltip("period:N", title=_("Período")),
                alt.Tooltip("stream:N", title=_("Concepto")),
                alt.Tooltip("text:N", title=_("Monto")),
                alt.Tooltip("phase:N", title=_("Fase")),
            ],
        )
    )
    if several:
        bars = bars.encode(
            color=alt.Color(
                "stream:N",
                scale=alt.Scale(domain=domain, range=colours),
                legend=alt.Legend(
                    title=None,
                    orient="bottom",
                    columns=1,
                    labelLimit=300,
                    labelColor=INK,
                    labelExpr="split(datum.label, '\\n')",
                ),
            )
        )
    legend_height = sum(26 + 13 * name.count("\n") for name in domain) if several else 0
    # Above the axis and level: beside it, a phone would cut the unit.
    said = unit or formats.unit_phrase(currency)
    said = _("millones de {unit}").format(unit=said) if scale > 1 else said
    bars = bars.properties(
        title=alt.Title(said, anchor="start", color=INK, fontSize=13, fontWeight="normal")
    )
    return themed(bars, 260 + legend_height, place.country)


def progress(rows: Sequence[Row], description: str) -> None:
    """Draws `progress_chart` where there is any figure."""
    chart = progress_chart(rows)
    if chart is not None:
        st.altair_chart(chart, width="stretch", alt=description)


def progress_chart(rows: Sequence[Row]) -> Chart | None:
    """Physical and financial progress of a project at each date it was seen."""
    pairs = (
        ("physical_progress_pct", _("Avance físico")),
        ("financial_progress_pct", _("Avance financiero")),
    )
    # Two sources may speak of one day: bars of one name would be drawn as their sum.
    days = [formats.day(row["data_as_of"]) for row in rows]
    named = [
        f"{day} ({days[: i + 1].count(day)})" if days.count(day) > 1 else day
        for i, day in enumerate(days)
    ]
    frame = pd.DataFrame(
        {"on": day, "what": name, "pct": row[column],
         "text": formats.percent(row[column], row["country"])}
        for row, day in reversed(list(zip(rows, named, strict=True)))
        for column, name in pairs
        if row[column] is not None
    )  # fmt: skip
    if frame.empty:
        return None
    bars = (
        alt.Chart(frame)
        .mark_bar()
        .encode(
            y=alt.Y("on:N", sort=None, title=None, axis=alt.Axis(labelLimit=110)),
            yOffset=alt.YOffset("what:N", sort=[name for _c, name in pairs]),
            x=alt.X(
                "pct:Q", title="%", scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=5)
            ),
            color=alt.Color(
                "what:N",
                scale=alt.Scale(domain=[name for _c, name in pairs], range=[BLUE, GREY]),
                legend=alt.Legend(
                    title=None, orient="top", direction="vertical", labelColor=INK, labelFontSize=13
                ),
            ),
            tooltip=[
                alt.Tooltip("on:N", title=_("Datos al")),
                alt.Tooltip("what:N", title=_("Avance")),
                alt.Tooltip("text:N", title="%"),
            ],
        )
    )
    return themed(bars, 64 * frame["on"].nunique() + 110)
