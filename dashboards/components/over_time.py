"""What a place received over time, in the unit that the visitor chooses."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboards.components import charts, unit
from dashboards.components.sentence import extractive, told_once
from dashboards.components.states import names
from dashboards.components.text import safe
from dashboards.components.unit import Unit
from dashboards.i18n import _
from dashboards.published import Row
from dashboards.queries.places import Place


def show(rows: Sequence[Row], place: Place) -> None:
    """The choices and the picture; what the data do not allow is said, nothing is guessed.

    Args:
        rows: every period and stream of one place and scope.
        place: the place.
    """
    told = told_once(rows)
    if not told:
        return
    own_base = next((row["price_base_year"] for row in told if row["price_base_year"]), None)
    asked = unit.choose(place.country, own_base, "over_time", each="each")
    if asked.constant and own_base is None:
        st.info(
            _(
                "Sin precios constantes: ninguna fuente cargada da el índice de precios que hace "
                "falta. Se dibujan los precios de cada año."
            )
        )
        asked = Unit(asked.each)
    scaled = [{**row, "received": asked.of(row, "received")} for row in told]
    able = [row for row in scaled if row["received"] is not None]
    if not able:
        st.info(_("Ninguna fuente cargada da la población de estos períodos: sin dato."))
        return
    said = asked.phrase(able[0]["currency"], own_base)
    words = _("Recibido o previsto por período en {name}, en {unit}").format(
        name=place.name, unit=said
    )
    if charts.series(able, place, words, said if asked.each or asked.constant else None):
        _explained(asked, own_base, able)
    if len(told) < len([row for row in extractive(rows) if row["received"] is not None]):
        st.caption(
            _(
                "Donde las fuentes dicen el mismo dinero en dos fases se dibuja una sola, lo "
                "transferido antes que lo recaudado y esto antes que lo previsto; la tabla las "
                "tiene todas."
            )
        )
    missing = len({r["fiscal_period"] for r in told} - {r["fiscal_period"] for r in able})
    if missing:
        st.caption(
            safe(_("Períodos sin el dato que hace falta, y por eso no dibujados: {n}.").format(
                n=missing
            ))
        )  # fmt: skip


def _explained(asked: Unit, own_base: int | None, rows: Sequence[Row]) -> None:
    """Which prices and population the picture rests on, and where the series breaks."""
    if asked.constant:
        st.caption(
            safe(
                _(
                    "Precios constantes de {year}, con el índice de precios al consumidor cargado: "
                    "véase Métodos. Elija precios de cada año para volver a los nominales."
                ).format(year=asked.base or own_base)
            )
        )
    else:
        st.caption(_("A precios de cada año, sin descontar la inflación."))
    if asked.each:
        st.caption(_("Por habitante según la población cargada de cada período."))
    told = breaks(rows)
    if told:
        st.caption(
            safe(
                _(
                    "La serie se corta en {periods}: desde ahí cambia la fuente o lo que se cuenta."
                ).format(periods=names(told, limit=6))
            )
        )


def breaks(rows: Sequence[Row]) -> list[str]:
    """Periods whose source or phase is not that of the period before, of the same length."""
    found = []
    for _kind, group in charts.by_length(rows):
        before: set[tuple[str, str]] | None = None
        for period in sorted({str(row["fiscal_period"]) for row in group}):
            now = {
                (str(row["received_source_id"]), str(row["received_phase"]))
                for row in group
                if row["fiscal_period"] == period
            }
            if before is not None and not now & before:
                found.append(period)
            before = now
    return found
