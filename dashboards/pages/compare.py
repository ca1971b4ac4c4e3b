"""Compare: one place beside others that the visitor may change; the address keeps them."""

from __future__ import annotations

from statistics import median

import streamlit as st

from dashboards import published
from dashboards.components import (
    chain,
    compared,
    computed,
    export,
    money_columns,
    peers,
    provenance,
    results,
    states,
    tables,
    unit,
    urls,
)
from dashboards.components.labels import label
from dashboards.components.text import safe
from dashboards.components.unit import Unit
from dashboards.i18n import _, formats
from dashboards.published import Row
from dashboards.queries import money, places
from dashboards.queries.places import Place

MOST = 12
FIRST_PEERS = 5
AMOUNTS = ("received", "current_budget", "accrued", "unspent")
MEASURES = (*AMOUNTS, "execution_ratio")


def render() -> None:
    """One place and its peers, or the search when the address names none."""
    asked = urls.get("entity")
    place = places.find(asked, urls.get("country"))
    if place is None:
        st.title(_("Comparar"), anchor=False)
        if asked:
            states.unknown_place(asked)
        st.markdown(_("Elija un lugar; se compara con otros de su grupo, que usted puede cambiar."))
        results.box()
        return
    st.title(safe(_("Comparar {name}").format(name=place.name)), anchor=False)
    st.caption(safe(place.label))
    scope, period = chain.choices(place)
    if period is None:
        chain.nothing(place)
        return
    peers.show(money.chain(place.id, period, scope), place)
    others = _others(place, period, scope)
    with published.noting() as noted:
        rows = money.of_places([place.id, *others], period, scope)
    own_base = next((row["price_base_year"] for row in rows if row["price_base_year"]), None)
    chosen = unit.choose(place.country, own_base, "toggles")
    _why_not(rows, chosen)
    shown = [{**row, **{name: chosen.of(row, name) for name in AMOUNTS}} for row in rows]
    _picture(shown, place, period)
    _table(shown, place, chosen.phrase(rows[0]["currency"] if rows else None, own_base))
    if any(row["all_sources"] for row in rows):
        st.caption(
            _(
                "Presupuesto y gasto son de todas las fuentes de financiación: la fuente no separa "
                "lo que se pagó con dinero extractivo."
            )
        )
    computed.show(
        [
            *computed.chain_queries(place.id, period, scope, money.chain(place.id, period, scope)),
            (_("Los lugares que se comparan"), computed.as_asked(noted)),
        ]
    )
    export.button(
        "compare",
        lambda: {"compare": rows},
        {"territory_id": ",".join(row["territory_id"] for row in rows), "fiscal_period": period},
    )
    provenance.line(
        [row[name] for name in ("received_source_id", "spending_source_id") for row in rows],
        max((row["data_as_of"] for row in rows if row["data_as_of"]), default=None),
        [row["vintage_id"] for row in rows],
    )


def _others(place: Place, period: str, scope: str) -> list[str]:
    known = places.index()
    options = [c for c in money.comparable(place.id, period, scope) if c != place.id]
    asked = urls.get("with")
    if asked is None:
        chosen = [
            code
            for code in money.nearest_peers(place.id, period, scope, FIRST_PEERS)
            if code in options
        ]
    else:
        wanted = [code for code in asked.upper().split(",") if code]
        chosen = [code for code in wanted if code in options][:MOST]
        strange = [code for code in wanted if code not in options and code != "NONE"]
        if strange:
            st.info(
                safe(
                    _("Sin cifras en {period} o de otro nivel: {codes}.").format(
                        period=period, codes=", ".join(strange[:8])
                    )
                )
            )
    key = "choose_with"
    st.session_state[key] = chosen

    def _write() -> None:
        urls.put(**{"with": ",".join(st.session_state[key]) or "none"})

    st.multiselect(
        _("Con quién se compara"),
        options,
        key=key,
        format_func=lambda code: known[code].label if code in known else code,
        on_change=_write,
        max_selections=MOST,
        placeholder=_("Elija lugares"),
    )
    if asked is None and chosen:
        st.caption(
            safe(
                _(
                    "Para empezar, los {n} lugares de su mismo grupo de pares con la población más "
                    "cercana. Quite o agregue los que quiera: la dirección los guarda."
                ).format(n=len(chosen))
            )
        )
    elif not chosen:
        st.caption(_("No hay otros lugares elegidos: agregue al menos uno para comparar."))
    return chosen


def _why_not(rows: list[Row], asked: Unit) -> None:
    """Say what the data do not allow instead of showing a figure of another kind."""
    if asked.constant and not any(row["real_received"] is not None for row in rows):
        st.info(
            _(
                "Esta edición no trae precios constantes para este período: ninguna fuente cargada "
                "da el índice que hace falta. Elija precios de cada año."
            )
        )
    elif asked.constant:
        st.info(
            _(
                "Solo lo recibido tiene precios constantes; presupuesto y gasto no los tienen y no "
                "se muestran."
            )
        )
    if asked.each and any(not row["population"] for row in rows):
        st.info(_("Donde no hay población de ese año no hay monto por habitante: «sin dato»."))


def _picture(rows: list[Row], place: Place, period: str) -> None:
    able = [m for m in MEASURES if any(row[m] is not None for row in rows)]
    if not able:
        states.empty(_("Ninguno de estos lugares tiene esta cifra en {p}.").format(p=period))
        return
    measure = urls.choose(
        _("Cifra"), able, "measure", default=able[0], words=lambda c: label("measure", c), width=260
    )
    told = [row for row in rows if measure and row[measure] is not None]
    phases = {row["received_phase"] for row in told} if measure == "received" else set()
    if len(phases) > 1:
        st.info(_("Unas cifras son lo previsto y otras lo recibido: no se comparan entre sí."))
        return
    if measure and told:
        middle = float(median(float(row[measure]) for row in told))
        compared.show(told, place, period, measure, middle)


def _table(rows: list[Row], place: Place, said: str) -> None:
    known = places.index()
    st.caption(safe(said))

    def amount(column: str) -> tables.Cell:
        return lambda r: formats.money(r[column], r["currency"], place.country)

    columns = {
        label("measure", "received"): ("received", amount("received")),
        _("Fase"): ("received_phase", lambda r: label("phase", r["received_phase"])),
        label("measure", "current_budget"): ("current_budget", amount("current_budget")),
        label("measure", "accrued"): ("accrued", amount("accrued")),
        label("measure", "unspent"): ("unspent", amount("unspent")),
        label("measure", "execution_ratio"): (
            "execution_ratio",
            lambda r: formats.ratio(r["execution_ratio"], place.country),
        ),
        _("Población"): (
            "population",
            lambda r: formats.number(r["population"], place.country),
        ),
    }
    used = money_columns.one_phase(rows, tables.filled(rows, columns))
    middle: Row = {"territory_id": None, "currency": rows[0]["currency"] if rows else None}
    for name in (*MEASURES, "population"):
        cells = [row[name] for row in rows if row[name] is not None]
        middle[name] = median(cells) if cells else None
    middle["received_phase"] = None

    def who(row: Row) -> str:
        if row["territory_id"] is None:
            return _("Mediana de los {n} lugares").format(n=len(rows))
        here = known.get(row["territory_id"])
        return here.label if here else str(row["territory_id"])

    shown: dict[str, tables.Cell] = {_("Lugar"): who, **used}
    if _("Fase") in shown:
        phase = shown[_("Fase")]
        shown[_("Fase")] = lambda r: "–" if r["territory_id"] is None else phase(r)
    tables.show(
        [*rows, middle] if len(rows) > 1 else rows,
        shown,
        numeric=[head for head in used if head != _("Fase")],
        key="compared",
    )


if __name__ == "__main__":
    render()
