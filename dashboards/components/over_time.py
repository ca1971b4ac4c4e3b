"""What a place received over time: of each year or constant prices, in total or per inhabitant."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboards.components import charts, urls
from dashboards.components.labels import label
from dashboards.components.text import safe
from dashboards.i18n import _, formats
from dashboards.published import Row
from dashboards.queries.places import Place


def show(rows: Sequence[Row], place: Place) -> None:
    """The two choices and the picture; what the data do not allow is said, nothing is guessed.

    Args:
        rows: every period and stream of one place and scope.
        place: the place.
    """
    told = [row for row in rows if row["received"] is not None and row.get("is_extractive")]
    if not told:
        return
    with st.container(horizontal=True, key="over_time"):
        per = urls.choose(
            _("Montos"), ("total", "inhabitant"), "each", default="total", width=200,
            words=lambda c: label("per", c),
        )  # fmt: skip
        prices = urls.choose(
            _("Precios"), ("nominal", "constant"), "prices", default="nominal", width=240,
            words=lambda c: label("prices", c),
        )  # fmt: skip
    constant, each = prices == "constant", per == "inhabitant"
    able = [row for row in told if row["real_received"] is not None] if constant else told
    if constant and not able:
        st.info(
            _(
                "Sin precios constantes: ninguna fuente cargada da el índice de precios que hace "
                "falta. Se dibujan los precios de cada año."
            )
        )
        constant, able = False, told
    if each:
        able = [row for row in able if row["population"]]
        if not able:
            st.info(_("Ninguna fuente cargada da la población de estos períodos: sin dato."))
            return
    base = able[0]["price_base_year"] if constant else None
    unit = formats.unit_phrase(able[0]["currency"], price_base_year=base)
    if each:
        unit = _("{unit} por habitante").format(unit=unit)
    column = "real_received" if constant else "received"
    scaled = [
        {**row, "received": row[column] / row["population"] if each else row[column]}
        for row in able
    ]
    words = _("Recibido o previsto por período en {name}, en {unit}").format(
        name=place.name, unit=unit
    )
    drawn = charts.series(scaled, place, words, unit if each or constant else None)
    if drawn:
        st.caption(safe(_prices(base)))
    missing = len({r["fiscal_period"] for r in told} - {r["fiscal_period"] for r in able})
    if missing:
        st.caption(
            safe(_("Períodos sin el dato que hace falta, y por eso no dibujados: {n}.").format(
                n=missing
            ))
        )  # fmt: skip


def _prices(base: int | None) -> str:
    if base:
        return _(
            "Precios constantes de {year}, con el índice de precios cargado: véase Métodos."
        ).format(year=base)
    return _("Pesos o soles de cada año, sin descontar la inflación.")
