"""Commitments and forums: what was promised, where, its dated history and what was learned."""

from __future__ import annotations

import streamlit as st

from dashboards.components import commitment, export, forum, lists, states, urls
from dashboards.components.labels import label
from dashboards.components.promise_state import scale
from dashboards.components.text import safe, shorten
from dashboards.i18n import _, pick
from dashboards.published import Row
from dashboards.queries import places, promises
from dashboards.queries.search import normalise


def render() -> None:
    """The board, or one forum or commitment when the address names it."""
    if urls.get("commitment"):
        row = promises.commitment(urls.get("commitment") or "")
        if row is not None:
            commitment.show(row)
            return
    if urls.get("forum"):
        found = promises.forum(urls.get("forum") or "")
        if found is not None:
            forum.show(found)
            return
    st.title(_("Compromisos y espacios de diálogo"), anchor=False)
    if urls.get("commitment") or urls.get("forum"):
        states.unknown(_("Esta edición no contiene ese compromiso o espacio."))
    st.markdown(
        _(
            "Qué se prometió, quién responde, con qué línea de base y meta, y cómo lo evaluó "
            "cada quien en cada fecha. Cada espacio conserva sus propias fases y palabras."
        )
    )
    st.caption(safe(_("Escala de avance: {scale}.").format(scale=scale())))
    words = _search()
    if words:
        _answers(words)
    else:
        _board()


def _search() -> str | None:
    key = "promise_words"
    st.session_state[key] = urls.get("words") or ""

    def _write() -> None:
        urls.put(words=st.session_state[key].strip())

    st.text_input(
        _("Busque en compromisos, lecciones y recomendaciones"),
        key=key,
        placeholder=_("Por ejemplo: regalías, comités, veeduría…"),
        on_change=_write,
        type="search",
        live="300ms",
        max_chars=120,
    )
    return urls.get("words")


def _answers(words: str) -> None:
    facts, made = promises.search(normalise(words).split())
    if not facts and not made:
        states.empty(_("Nada contiene todas esas palabras. Pruebe con menos."))
        return
    if facts:
        st.header(_("Hechos y lecciones"), anchor=False)
        for row in facts:
            with st.container(border=True, gap="small"):
                told = pick(row, "text") or row["name"]
                st.markdown(
                    f"**{safe(label('fact_kind', row['kind']))}** · {safe(shorten(told, 240))}"
                )
                urls.go("commitments", safe(row["forum_name"]), forum=row["forum_code"])
    if made:
        st.header(_("Compromisos"), anchor=False)
        lists.commitments(made)
    export.button(
        "fct_commitment",
        lambda: {"fct_commitment": made, "fct_forum_fact": facts},
        {"words": words},
    )


def _board() -> None:
    options = promises.choices()
    asked = urls.get("entity")
    place = places.find(asked, urls.get("country"))
    if asked and place is None:
        states.unknown_place(asked)
    with st.container(horizontal=True, key="filters"):
        country = urls.choose(
            _("País"), options["country"], "where", everything=_("Todos"), width=180,
            words=lambda c: label("country", c),
        )  # fmt: skip
        kind = urls.choose(
            _("Tipo de espacio"), options["kind"], "kind", everything=_("Todos"), width=260,
            words=lambda c: label("forum_kind", c),
        )  # fmt: skip
    if place is not None:
        with st.container(horizontal=True, key="place_filter"):
            st.markdown(safe(_("Solo en {place}.").format(place=place.label)))
            urls.go("commitments", _("Quitar el lugar"))
    held = promises.forums(country, kind, place.id if place else None)
    if not held:
        states.empty()
        if place is not None:
            made = promises.commitments_in(place.id)
            lists.commitments(made)
            _take(made, country, kind, place.id)
        return
    home = promises.home_countries()
    near = held if country or place else [row for row in held if row["country"] in home]
    lists.forums(near)
    forum.state_table(near)
    if len(near) < len(held):
        st.caption(
            safe(
                _("Espacios de otros países: {n}. Elija un país para verlos.").format(
                    n=len(held) - len(near)
                )
            )
        )
    if place is not None:
        made = promises.commitments_in(place.id)
        if made:
            st.header(_("Compromisos en este lugar"), anchor=False)
            lists.commitments(made)
    codes = [row["forum_code"] for row in held]
    _take(promises.commitments_of(codes), country, kind, place.id if place else None, held)


def _take(
    made: list[Row],
    country: str | None,
    kind: str | None,
    place: str | None,
    held: list[Row] | None = None,
) -> None:
    """The commitments and forums that pass the filters; a place keeps its own commitments."""
    own = promises.commitments_in(place) if place else made
    export.button(
        "fct_commitment",
        lambda: {"fct_commitment": own, "dim_forum": held or []},
        {"country": country, "kind": kind, "territory_id": place},
    )


if __name__ == "__main__":
    render()
