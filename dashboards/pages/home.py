"""Home: search a place, then its chain in one sentence and one picture."""

from __future__ import annotations

import streamlit as st

from dashboards import published
from dashboards.components import (
    chain,
    charts,
    computed,
    export,
    peers,
    provenance,
    results,
    states,
    tables,
    urls,
)
from dashboards.components.labels import label
from dashboards.components.sentence import budget_rows, missing, story
from dashboards.components.text import safe
from dashboards.i18n import _, formats
from dashboards.queries import money, places, summary
from dashboards.queries.places import Place


def render() -> None:
    """The front page, or one place when the address names it."""
    asked = urls.get("entity")
    place = places.find(asked, urls.get("country"))
    if place is None:
        welcome(asked)
    else:
        one_place(place)


def welcome(asked: str | None) -> None:
    """Search, places to begin with, and what the edition holds."""
    st.title(_("¿Cuánto recibió, presupuestó y gastó su municipio?"), anchor=False)
    if asked:
        states.unknown_place(asked)
    st.markdown(
        _(
            "Veta sigue el dinero del petróleo y la minería en Perú y Colombia: de la ley que lo "
            "reparte al presupuesto en que entra, el contrato que paga, la obra que construye y "
            "el compromiso por el que se prometió."
        )
    )
    results.box()
    if not urls.get("q"):
        with st.container(key="examples", horizontal=True):
            for code in money.examples():
                known = places.find(code)
                if known:
                    urls.go("home", safe(known.label), country=known.country, entity=known.id)
    holdings()
    reading()


def reading() -> None:
    """Three things to know before quoting a figure."""
    st.header(_("Cómo leer Veta"), anchor=False)
    told = (
        (
            _("Previsto no es recibido."),
            _(
                "Un plan de caja dice lo que se espera girar; Veta solo dice «recibió» cuando una "
                "fuente publica lo transferido."
            ),
        ),
        (
            _("Lo que falta se dice."),
            _("Cada página nombra el dato ausente y su motivo. Nada ausente cuenta como cero."),
        ),
        (
            _("Una señal no acusa."),
            _(
                "Dice que una regla publicada se cumplió, con su evidencia, sus pares y las "
                "explicaciones inocentes."
            ),
        ),
    )
    for column, (title, body) in zip(st.columns(3, gap="large"), told, strict=True):
        with column:
            st.markdown(f"**{safe(title)}**  \n{safe(body)}")


def holdings() -> None:
    """What this edition covers, per country."""
    st.header(_("Qué contiene esta edición"), anchor=False)
    with published.noting() as asked:
        held = summary.holdings()
    tables.show(
        held,
        {
            _("País"): _country,
            _("Lugares con dinero"): lambda r: _count(r, "places"),
            _("Períodos"): lambda r: (
                " – ".join(dict.fromkeys(p for p in (r["first_period"], r["last_period"]) if p))
                or None
            ),
            _("Proyectos"): lambda r: _count(r, "projects"),
            _("Contratos"): lambda r: _count(r, "contracts"),
            _("Compromisos"): lambda r: _count(r, "commitments"),
            _("Señales"): lambda r: _count(r, "signals"),
        },
        numeric=[
            _("Lugares con dinero"),
            _("Proyectos"),
            _("Contratos"),
            _("Compromisos"),
            _("Señales"),
        ],
        key="holdings",
        cards=True,
    )
    computed.show([(_("Qué contiene esta edición"), computed.as_asked(asked))])


def _country(row: published.Row) -> str:
    if row["country"] == "XX":
        return _("Otros países ({n})").format(n=row["countries"])
    return label("country", row["country"])


def _count(row: published.Row, column: str) -> str:
    # One style for the whole table: two countries' separators side by side would mislead.
    return formats.number(row[column])


def one_place(place: Place) -> None:
    """The chain of one place in one period."""
    chain.title(place)
    scope, period = chain.choices(place)
    if period is None:
        chain.nothing(place)
        return
    rows = money.chain(place.id, period, scope)
    told = story(place, period, scope, rows)
    with st.container(key="lead"):
        st.markdown(" ".join(sentence.markdown for sentence in told))
    plain = " ".join(sentence.plain for sentence in told)
    wide, narrow = st.columns([3, 2], gap="large")
    with wide:
        currency = rows[0]["currency"]
        st.markdown(
            f"**{safe(_('Del ingreso al gasto, {period}').format(period=period))}**  \n"
            + safe(formats.unit_phrase(currency))
        )
        charts.chain(rows, place, plain)
    with narrow:
        chain.gaps(missing(rows))
        peers.show(rows, place)
    used = {row["received_source_id"]: None for row in rows if row["received"] is not None}
    used |= {row["spending_source_id"]: None for row in budget_rows(rows)}
    as_of = max((row["data_as_of"] for row in rows if row["data_as_of"]), default=None)
    provenance.line(list(used), as_of, [row["vintage_id"] for row in rows])
    computed.show(computed.chain_queries(place.id, period, scope, rows))
    export.button(
        "fct_money_chain",
        lambda: {"fct_money_chain": rows},
        {"territory_id": place.id, "fiscal_period": period, "scope": scope},
    )
    chain.cite(plain, list(used), as_of)
    chain.onward(place)
    st.divider()
    results.box()


if __name__ == "__main__":
    render()
