"""Who received more and who less: each government inside a place in two periods."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd
import streamlit as st

from dashboards.components import (
    computed,
    export,
    provenance,
    results,
    states,
    tables,
    urls,
    workbook,
)
from dashboards.components.charts import BLUE, INK, ORANGE, Chart, themed, two_lines
from dashboards.components.inside import government
from dashboards.components.labels import label
from dashboards.components.text import safe
from dashboards.i18n import _, formats
from dashboards.published import Row
from dashboards.queries import inside, money, places
from dashboards.queries.places import Place

MEASURES = ("received", "current_budget", "accrued", "unspent")
DRAWN = 20


def render() -> None:
    """The changes inside one place, or the search when the address names none."""
    asked = urls.get("entity")
    place = places.find(asked, urls.get("country"))
    if place is None or place.level == "municipality":
        st.title(_("Quién recibió más y quién menos"), anchor=False)
        if asked and place is None:
            states.unknown_place(asked)
        elif place is not None:
            _above(place)
        st.markdown(_("Elija un departamento, una provincia o un país: se comparan sus gobiernos."))
        results.box()
        return
    st.title(
        safe(_("Quién recibió más y quién menos en {name}").format(name=place.name)), anchor=False
    )
    periods = inside.periods(place)
    if len(periods) < 2:
        states.empty(_("Hacen falta dos períodos con cifras, y las fuentes cargadas no los dan."))
        return
    period, before, measure, constant = _choices(periods)
    if before is None:
        states.empty(
            _("No hay un período anterior de la misma duración con el que comparar {p}.").format(
                p=period
            )
        )
        return
    rows = inside.changes(place, period, before, measure, constant=constant)
    _show(place, rows, period, before, measure, constant=constant)


def _above(place: Place) -> None:
    parent = places.index().get(place.parent_id or "")
    while parent is not None and parent.level == "province":
        parent = places.index().get(parent.parent_id or "")
    if parent is not None:
        urls.go("moves", safe(parent.label), country=parent.country, entity=parent.id)


def _choices(periods: list[str]) -> tuple[str, str | None, str, bool]:
    # The newest period that had ended when the data were published.
    ended = [p for p in periods if int(p[-4:]) < money.reference_year()]
    with st.container(horizontal=True, key="move_choices"):
        period = (
            urls.choose(_("Período"), periods, "year", default=(ended or periods)[0], width=160)
            or periods[0]
        )
        earlier = [p for p in periods if len(p) == len(period) and p < period]
        before = urls.choose(
            _("Frente a"), earlier, "against", default=earlier[0] if earlier else None, width=160
        )
        measure = urls.choose(
            _("Cifra"), MEASURES, "measure", default=MEASURES[0],
            words=lambda c: label("measure", c), width=240,
        ) or MEASURES[0]  # fmt: skip
        prices = urls.choose(
            _("Precios"), ("nominal", "constant"), "prices", default="nominal",
            words=lambda c: label("prices", c), width=240,
        )  # fmt: skip
    return period, before, measure, prices == "constant"


def _show(
    place: Place, rows: list[Row], period: str, before: str, measure: str, *, constant: bool
) -> None:
    told = [row for row in rows if row["change"] is not None]
    if constant and (measure != "received" or not told):
        st.info(
            _(
                "Esta edición no trae precios constantes para esta cifra y estos períodos: ninguna "
                "fuente cargada da el índice que hace falta. Elija precios de cada año."
            )
        )
        return
    if not told:
        states.empty(
            _("Ningún gobierno tiene esta cifra en {before} y en {period}.").format(
                before=before, period=period
            )
        )
        return
    base = next((row["price_base_year"] for row in told if row["price_base_year"]), None)
    unit = formats.unit_phrase(told[0]["currency"], price_base_year=base if constant else None)
    up = sum(row["change"] > 0 for row in told)
    down = sum(row["change"] < 0 for row in told)
    words = _(
        "{measure}, {period} frente a {before}, en {unit}: subió en {up} gobiernos y bajó en "
        "{down}."
    ).format(
        measure=label("measure", measure),
        period=period,
        before=before,
        unit=unit,
        up=up,
        down=down,
    )
    with st.container(key="lead"):
        st.markdown(safe(words))
    _small_bases(told, place)
    st.altair_chart(chart(told, place), width="stretch", alt=words)
    if len(told) > DRAWN:
        st.caption(
            safe(_("Se dibujan los {n} cambios mayores; la tabla los tiene todos.").format(n=DRAWN))
        )
    _table(place, rows, period, before)
    computed.show([(words, sql(told, period, before, measure, constant=constant))])
    _take(place, rows, period, before, measure, words)
    provenance.line(
        list(dict.fromkeys(row["source_id"] for row in told)),
        max((row["data_as_of"] for row in told if row["data_as_of"]), default=None),
        [row["vintage_id"] for row in told],
    )


def _small_bases(rows: Sequence[Row], place: Place) -> None:
    named = [government(row["territory_id"], place) for row in rows if row["small_base"]]
    if named:
        st.info(
            safe(
                _(
                    "Base pequeña en {names}: partían de menos de la décima parte de la mediana, "
                    "y un porcentaje grande dice poco. Mire el monto."
                ).format(names=states.names(named, limit=5))
            )
        )


def chart(rows: Sequence[Row], place: Place) -> Chart:
    """The largest changes, gains to the right in blue and losses to the left in orange."""
    known = places.index()
    largest = sorted(rows, key=lambda row: -abs(row["change"]))[:DRAWN]
    frame = pd.DataFrame(
        {
            "who": f"{government(row['territory_id'], place)}\n{_signed(row, place)}",
            "name": known[row["territory_id"]].label,
            "amount": float(row["change"]),
            "text": _signed(row, place),
            "way": _("subió") if row["change"] >= 0 else _("bajó"),
        }
        for row in largest
    )
    bars = (
        alt.Chart(frame)
        .mark_bar()
        .encode(
            y=alt.Y(
                "who:N",
                sort=alt.EncodingSortField("amount", order="descending"),
                axis=two_lines(),
            ),
            x=alt.X("amount:Q", axis=None),
            color=alt.Color(
                "way:N",
                scale=alt.Scale(domain=[_("subió"), _("bajó")], range=[BLUE, ORANGE]),
                legend=alt.Legend(title=None, orient="top", labelColor=INK, labelFontSize=13),
            ),
            tooltip=[
                alt.Tooltip("name:N", title=_("Lugar")),
                alt.Tooltip("text:N", title=_("Cambio")),
            ],
        )
    )
    zero = alt.Chart(pd.DataFrame({"zero": [0]})).mark_rule(color=INK).encode(x="zero:Q")
    return themed(alt.layer(bars, zero), 42 * len(frame) + 60, place.country)


def _signed(row: Row, place: Place) -> str:
    text = formats.money(row["change"], row["currency"], place.country)
    return text if row["change"] < 0 else f"+{text}"


def _table(place: Place, rows: Sequence[Row], period: str, before: str) -> None:
    def amount(column: str) -> tables.Cell:
        return lambda r: (
            _("sin reporte")
            if r[column] is None
            else formats.money(r[column], r["currency"], place.country)
        )

    columns: dict[str, tables.Cell] = {
        _("Lugar"): lambda r: government(r["territory_id"], place),
        before: amount("before"),
        period: amount("now"),
        _("Cambio"): lambda r: _("no comparable") if r["change"] is None else _signed(r, place),
        _("Cambio %"): lambda r: _share(r, place),
    }
    numeric = [before, period, _("Cambio"), _("Cambio %")]
    tables.folded(rows, columns, numeric=numeric, key="moves", others=_("Los demás lugares ({n})"))


def _share(row: Row, place: Place) -> str:
    if row["change_ratio"] is None:
        return "–"
    text = formats.ratio(row["change_ratio"], place.country)
    text = text if row["change"] < 0 else f"+{text}"
    return f"{text} ({_('base pequeña')})" if row["small_base"] else text


def sql(rows: Sequence[Row], period: str, before: str, measure: str, *, constant: bool) -> str:
    """The figure of each government in both periods, on the downloaded files."""
    column = "real_received" if constant else measure
    phases = {row["received_phase"] for row in rows} - {None}
    every = any(row["all_sources"] for row in rows)
    of = "c.stream_code = 'ALL'" if every and measure != "received" else "s.is_extractive"
    if measure == "received" and len(phases) == 1:
        of += f"\n    and c.received_phase = {computed.text(phases.pop())}"
    codes = ", ".join(computed.text(row["territory_id"]) for row in rows)
    return (
        "select\n    c.territory_id,\n"
        f"    sum(c.{column}) filter (where c.fiscal_period = {computed.text(before)}) as before,\n"
        f"    sum(c.{column}) filter (where c.fiscal_period = {computed.text(period)}) as now,\n"
        "    now - before as change\nfrom fct_money_chain as c\n"
        "join dim_stream as s on c.stream_code = s.stream_code\n"
        f"where c.scope = 'own_government' and {of}\n"
        f"    and c.territory_id in ({codes})\ngroup by all\norder by change desc nulls last"
    )


def _take(
    place: Place, rows: list[Row], period: str, before: str, measure: str, words: str
) -> None:
    filters = {
        "territory_id": place.id,
        "fiscal_period": period,
        "before": before,
        "measure": measure,
    }
    known = places.index()
    named = [
        {
            "territory_id": row["territory_id"],
            "official_code": known[row["territory_id"]].official_code,
            "name": known[row["territory_id"]].name,
            **{k: v for k, v in row.items() if k != "territory_id"},
        }
        for row in rows
    ]
    with st.container(horizontal=True, key="take"):
        workbook.button("moves", lambda: named, filters, words)
        export.button("moves", lambda: {"moves": named}, filters)


if __name__ == "__main__":
    render()
