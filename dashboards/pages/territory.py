"""Territory: the whole chain by period and stream, then works, contracts and promises there."""

from __future__ import annotations

import streamlit as st

from dashboards.components import (
    chain,
    composite,
    computed,
    export,
    inside,
    lists,
    money_columns,
    over_time,
    provenance,
    results,
    states,
    tables,
    urls,
)
from dashboards.components.labels import label
from dashboards.components.sentence import missing, story
from dashboards.components.text import safe
from dashboards.embed import links
from dashboards.i18n import _, formats, pick
from dashboards.published import Row
from dashboards.queries import money, places, promises, signals, works
from dashboards.queries.places import Place

CONTRACT_FUNDING = ("royalty", "all")


def render() -> None:
    """One territory, or the search when the address names none."""
    asked = urls.get("entity")
    place = places.find(asked, urls.get("country"))
    if place is None:
        st.title(_("Territorio"), anchor=False)
        if asked:
            states.unknown_place(asked)
        st.markdown(_("Elija un lugar para ver su cadena completa, sus obras y sus compromisos."))
        results.box()
        return
    chain.title(place)
    scope, period = chain.choices(place)
    if period is None:
        chain.nothing(place)
    else:
        _money(place, scope, period)
        links.of_place(place, period, scope)
    _projects(place)
    _contracts(place)
    _promises(place)
    _signals(place)
    composite.show(signals.composites(place=place.id))
    _facts(place)


def _money(place: Place, scope: str, period: str) -> None:
    rows = money.chain(place.id, period, scope)
    st.header(_("Dinero en {period}").format(period=period), anchor=False)
    with st.container(key="lead"):
        st.markdown(" ".join(told.markdown for told in story(place, period, scope, rows)))
    st.caption(safe(formats.unit_phrase(rows[0]["currency"])))
    columns = money_columns.chain(place, rows)
    tables.show(rows, columns, numeric=money_columns.numeric(columns), key="chain", cards=True)
    chain.gaps(missing(rows))
    with st.expander(_("De qué archivos vienen estas cifras")):
        provenance.table(money.provenance(place.id, period, scope), key="chain_sources")
    computed.show(computed.chain_queries(place.id, period, scope, rows))
    export.button(
        "fct_money_chain",
        lambda: {"fct_money_chain": money.series(place.id, scope)},
        {"territory_id": place.id, "scope": scope},
    )
    _per_inhabitant(rows, place)
    _functions(place, period)
    inside.show(place, period)
    _series(place, scope)
    _projection(place)


def _projection(place: Place) -> None:
    rows = money.projection(place.id)
    if not rows:
        return
    st.subheader(_("Proyección a diez años"), anchor=False)
    st.caption(
        safe(
            _(
                "Estimación de quien publica, en {unit}: no obliga a nadie, no es dinero recibido "
                "y no entra en la cadena ni en ninguna señal."
            ).format(unit=formats.unit_phrase(rows[0]["currency"]))
        )
    )
    tables.show(
        rows,
        {
            _("Plan"): lambda r: label("slice", r["slice"]),
            _("Año"): lambda r: r["fiscal_period"],
            _("Monto estimado"): lambda r: formats.money(r["amount"], r["currency"], place.country),
        },
        numeric=[_("Monto estimado")],
        key="projection",
    )
    provenance.line(
        [row["source_id"] for row in rows],
        max((row["data_as_of"] for row in rows if row["data_as_of"]), default=None),
        [row["vintage_id"] for row in rows],
    )


def _per_inhabitant(rows: list[Row], place: Place) -> None:
    told = [row for row in rows if row["per_inhabitant"] is not None]
    if not told:
        return
    lines = [
        _("{stream}: {amount} por habitante (población: {population}).").format(
            stream=pick(row, "name") or row["stream_code"],
            amount=formats.money(row["per_inhabitant"], row["currency"], place.country),
            population=formats.number(row["population"], place.country),
        )
        for row in told
    ]
    st.markdown(f"**{safe(_('Por habitante'))}**\n\n" + "\n".join(f"- {safe(x)}" for x in lines))


def _functions(place: Place, period: str) -> None:
    if not period.isdigit():
        return
    found = money.functions(place.id, int(period))
    if not found:
        return
    st.subheader(_("En qué se gastó"), anchor=False)
    st.caption(
        safe(
            _("Gasto devengado por función, {unit}, {period}; todas las fuentes cargadas.").format(
                unit=formats.unit_phrase(found[0]["currency"]), period=period
            )
        )
    )
    tables.show(
        found,
        {
            _("Función"): lambda r: r["function_name"],
            _("Gastado"): lambda r: formats.money(r["accrued"], r["currency"], place.country),
        },
        numeric=[_("Gastado")],
        key="functions",
    )


def _series(place: Place, scope: str) -> None:
    rows = money.series(place.id, scope)
    if len({row["fiscal_period"] for row in rows}) < 2:
        return
    st.subheader(_("A lo largo del tiempo"), anchor=False)
    over_time.show(rows, place)
    with st.expander(_("Todos los períodos en una tabla")):
        columns = money_columns.chain(place, rows)
        tables.show(
            rows[:200],
            {_("Período"): lambda r: r["fiscal_period"], **columns},
            numeric=money_columns.numeric(columns),
            key="series",
        )


def _projects(place: Place) -> None:
    st.header(_("Proyectos aquí"), anchor=False)
    found = works.projects_in(place.id)
    if not found:
        states.empty(_("Ninguna fuente cargada ubica proyectos en este lugar."))
        return
    lists.projects(found, place.country)
    export.button(
        "fct_project",
        lambda: {"fct_project": works.projects_in(place.id, limit=export.MOST_ROWS)},
        {"territory_id": place.id},
    )


def _contracts(place: Place) -> None:
    st.header(_("Contratos aquí"), anchor=False)
    every = (
        urls.choose(
            _("Financiación"),
            CONTRACT_FUNDING,
            "funding",
            words=lambda c: _("Solo regalías") if c == "royalty" else _("Todas las fuentes"),
            default="royalty",
        )
        == "all"
    )
    found = works.contracts_in(place.id, every_funding=every)
    if not found:
        none_at_all = every or not works.contracts_in(place.id, every_funding=True)
        states.empty(
            _("Ninguna fuente cargada publica contratos de este lugar.")
            if none_at_all
            else _(
                "Ningún contrato de este lugar consta como pagado con regalías. Cambie la "
                "financiación para ver los demás."
            )
        )
        return
    lists.contracts(found, place.country)
    export.button(
        "fct_contract",
        lambda: {
            "fct_contract": works.contracts_in(
                place.id, every_funding=every, limit=export.MOST_ROWS
            )
        },
        {"territory_id": place.id, "funding": None if every else "royalty"},
    )


def _promises(place: Place) -> None:
    st.header(_("Compromisos y espacios de diálogo aquí"), anchor=False)
    held = promises.forums(None, None, place.id)
    made = promises.commitments_in(place.id)
    if not held and not made:
        states.empty(_("Ninguna fuente cargada registra compromisos en este lugar."))
        return
    lists.forums(held)
    lists.commitments(made)


def _signals(place: Place) -> None:
    st.header(_("Señales aquí"), anchor=False)
    filters = {"place": place.id}
    count = signals.count(filters)
    if not count:
        states.empty(_("Ninguna regla se cumplió aquí con los datos cargados."))
        return
    lists.signals(signals.found(filters, 5))
    urls.go(
        "signals",
        _("Ver todas las señales de este lugar ({n})").format(n=count),
        country=place.country,
        entity=place.id,
    )


def _facts(place: Place) -> None:
    found = places.population(place.id)
    if found:
        st.header(_("Población"), anchor=False)
        tables.show(
            found[:10],
            {
                _("Año"): lambda r: str(r["year"]),
                _("Habitantes"): lambda r: formats.number(r["population"], place.country),
                _("Fuente"): lambda r: provenance.title(r["source_id"]),
            },
            numeric=[_("Habitantes")],
            key="population",
        )


if __name__ == "__main__":
    render()
