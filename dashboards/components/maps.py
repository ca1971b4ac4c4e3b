"""Where the money is: points of the places inside another, drawn here and with no map of others.

A map answers only “where”: beside it always stands the table with the same figures. Circles grow
with the amount by area; a place without data is a grey cross, never an empty spot or a zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from dashboards.components import urls
from dashboards.components.charts import BLUE, GREY, INK, Chart, themed
from dashboards.components.labels import label
from dashboards.components.text import safe
from dashboards.i18n import _, formats
from dashboards.published import Row
from dashboards.queries import outlines
from dashboards.queries.places import Place, Point

MEASURES = ("received", "accrued", "unspent", "execution_ratio")
HEIGHT = 420
LARGEST = 1100  # area of the largest circle, in square pixels
NAMES = 6
NAME_WIDTH, NAME_HEIGHT = 0.3, 0.09  # room of a name, as a share of the map


def show(rows: Sequence[Row], points: Sequence[Point], place: Place, period: str) -> None:
    """The map of the places inside another with its two choices; nothing where none has a point.

    Args:
        rows: one row for each place, as `queries.money.within` gives them.
        points: places inside with their coordinates, with or without money.
        place: the place they are in.
        period: fiscal period of the rows.
    """
    able = [m for m in MEASURES if any(row[m] is not None for row in rows)]
    if len(points) < 2 or not able:
        return
    with st.container(horizontal=True, key="map_choices"):
        measure = urls.choose(
            _("Cifra del mapa"), able, "map", default=able[0],
            words=lambda c: label("measure", c), width=260,
        )  # fmt: skip
        per = urls.choose(
            _("Montos"), ("total", "inhabitant"), "per", default="total",
            words=lambda c: label("per", c), width=200,
        )  # fmt: skip
    per_inhabitant = per == "inhabitant" and measure != "execution_ratio"
    frame = points_frame(rows, points, place, measure or able[0], per_inhabitant=per_inhabitant)
    known = int(frame["known"].sum())
    told = _(
        "{measure} en {name}, {period}; lugares con dato: {known}; sin dato: {missing}."
    ).format(
        measure=label("measure", measure),
        name=place.name,
        period=period,
        known=known,
        missing=len(frame) - known,
    )
    around = outlines.of_places([place.id, *[point.id for point in points]])
    st.altair_chart(points_chart(frame, place, around), width="stretch", alt=told)
    st.caption(
        safe(
            told
            + " "
            + _(
                "El área del círculo crece con la cifra; la cruz gris es un lugar sin dato. La "
                "tabla dice lo mismo con números."
            )
        )
    )


def points_frame(
    rows: Sequence[Row],
    points: Sequence[Point],
    place: Place,
    measure: str,
    *,
    per_inhabitant: bool,
) -> pd.DataFrame:
    """One line for each point: where it is, how much, and the words of its tooltip."""
    by_id = {row["territory_id"]: row for row in rows}
    told = []
    for point in points:
        row = by_id.get(point.id)
        value = row[measure] if row else None
        if per_inhabitant and row is not None and value is not None:
            value = value / row["population"] if row["population"] else None
        if measure == "execution_ratio":
            text = formats.ratio(value, place.country)
        else:
            text = formats.money(value, row["currency"] if row else None, place.country)
        told.append(
            {
                "name": point.name,
                "latitude": point.latitude,
                "longitude": point.longitude,
                "amount": float(value) if value is not None else None,
                "text": text,
                "known": value is not None,
            }
        )
    return pd.DataFrame(told)


def _named(known: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """The largest places that can be named without one name covering another."""
    wide = max(float(frame["longitude"].max() - frame["longitude"].min()), 1e-9)
    tall = max(float(frame["latitude"].max() - frame["latitude"].min()), 1e-9)
    kept: list[int] = []
    for i in range(len(known)):
        here = known.iloc[i]
        apart = all(
            abs(here["longitude"] - known.iloc[j]["longitude"]) > NAME_WIDTH * wide
            or abs(here["latitude"] - known.iloc[j]["latitude"]) > NAME_HEIGHT * tall
            for j in kept
        )
        if apart:
            kept.append(i)
        if len(kept) == NAMES:
            break
    return known.iloc[kept]


def points_chart(
    frame: pd.DataFrame, place: Place, features: Sequence[dict[str, Any]] = ()
) -> Chart:
    """Circles for figures, grey crosses for places without one, over the outlines there are."""
    tips = [alt.Tooltip("name:N", title=_("Lugar")), alt.Tooltip("text:N", title=_("Cifra"))]
    where = {"longitude": "longitude:Q", "latitude": "latitude:Q"}
    layers: list[Chart] = []
    if features:
        layers.append(
            alt.Chart(alt.InlineData(values=list(features))).mark_geoshape(
                fill="#F3F5F7", stroke="#9AA5B1", strokeWidth=0.8
            )
        )
    missing = frame[~frame["known"]]
    if not missing.empty:
        layers.append(
            alt.Chart(missing)
            .mark_point(shape="cross", size=45, color=GREY, filled=True, opacity=0.8)
            .encode(**where, tooltip=tips)
        )
    known = frame[frame["known"]].sort_values("amount", ascending=False)
    if not known.empty:
        layers.append(
            alt.Chart(known)
            .mark_circle(color=BLUE, opacity=0.65, stroke=INK, strokeWidth=0.6)
            .encode(
                **where,
                size=alt.Size(
                    "amount:Q",
                    scale=alt.Scale(domainMin=0, rangeMin=8, rangeMax=LARGEST),
                    legend=None,
                ),
                tooltip=tips,
            )
        )
        names = alt.Chart(_named(known, frame)).encode(**where, text="name:N")
        # White around the letters: circles under a name do not make it hard to read.
        layers.append(names.mark_text(dy=-24, fontSize=12, stroke="white", strokeWidth=3))
        layers.append(names.mark_text(dy=-24, fontSize=12, color=INK))
    return themed(alt.layer(*layers).project(type="mercator"), HEIGHT, place.country)
