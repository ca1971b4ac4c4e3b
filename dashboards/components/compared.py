"""Some places beside each other in one figure, with their median, as the compare page draws it."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd
import streamlit as st

from dashboards.components.charts import BLUE, GREY, INK, Chart, themed, two_lines
from dashboards.components.labels import label
from dashboards.components.text import safe
from dashboards.i18n import _, formats
from dashboards.published import Row
from dashboards.queries import places
from dashboards.queries.places import Place


def show(rows: Sequence[Row], place: Place, period: str, measure: str, middle: float) -> None:
    """Draws `chart` with its words."""
    words = _("{measure}, {period}: {n} lugares, línea en su mediana, {middle}.").format(
        measure=label("measure", measure),
        period=period,
        n=len(rows),
        middle=_measured(middle, rows[0]["currency"], measure, place.country),
    )
    st.altair_chart(chart(rows, place, measure, middle), width="stretch", alt=words)
    st.caption(safe(words))


def _measured(value: object, currency: str | None, measure: str, country: str) -> str:
    if measure == "execution_ratio":
        return formats.ratio(value, country)  # type: ignore[arg-type]
    return formats.money(value, currency, country)  # type: ignore[arg-type]


def chart(rows: Sequence[Row], place: Place, measure: str, middle: float) -> Chart:
    """One bar for each place, the one asked for in blue, the median of all as a dashed line."""
    frame = pd.DataFrame(
        {
            "who": f"{name}\n{text}",
            "name": name,
            "amount": float(row[measure]),
            "text": text,
            "mine": row["territory_id"] == place.id,
        }
        for row in rows
        for name in [_told_apart(row["territory_id"], rows)]
        for text in [_measured(row[measure], row["currency"], measure, place.country)]
    )
    bars = (
        alt.Chart(frame)
        .mark_bar()
        .encode(
            y=alt.Y("who:N", sort="-x", axis=two_lines()),
            x=alt.X("amount:Q", axis=None, scale=alt.Scale(domainMin=0)),
            color=alt.condition("datum.mine", alt.value(BLUE), alt.value(GREY)),
            tooltip=[
                alt.Tooltip("name:N", title=_("Lugar")),
                alt.Tooltip("text:N", title=label("measure", measure)),
            ],
        )
    )
    line = (
        alt.Chart(pd.DataFrame({"middle": [middle]}))
        .mark_rule(color=INK, strokeDash=[4, 3], strokeWidth=2)
        .encode(x="middle:Q")
    )
    return themed(alt.layer(bars, line), 46 * len(frame) + 40, place.country)


def _told_apart(territory_id: str, rows: Sequence[Row]) -> str:
    """Name of a place, with where it is when another of the rows has the same name."""
    known = places.index()
    if territory_id not in known:
        return territory_id
    place = known[territory_id]
    names = [known[r["territory_id"]].name for r in rows if r["territory_id"] in known]
    return place.label if names.count(place.name) > 1 else place.name
