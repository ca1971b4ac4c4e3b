"""Search box and its list of answers, each with what tells it from its namesakes."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboards.components import urls
from dashboards.components.labels import label
from dashboards.components.text import safe, shorten
from dashboards.i18n import N_, _
from dashboards.queries import places
from dashboards.queries.search import Hit, search

KINDS = {
    "place": N_("Lugares"),
    "project": N_("Proyectos"),
    "forum": N_("Espacios de diálogo y planes"),
    "commitment": N_("Compromisos"),
    "body": N_("Entidades públicas"),
    "supplier": N_("Empresas y consorcios"),
}


def box() -> None:
    """The search box; what is typed stays in the address."""
    key = "search_words"
    st.session_state[key] = urls.get("q") or ""

    def _write() -> None:
        urls.put(q=st.session_state[key].strip())

    st.text_input(
        _("Busque un lugar, un proyecto, una empresa o un compromiso"),
        key=key,
        placeholder=_("Por ejemplo: Torata, 180106, Puerto Gaitán…"),
        on_change=_write,
        type="search",
        live="300ms",
        max_chars=120,
    )
    words = urls.get("q")
    if words:
        answers(words)


def answers(words: str) -> None:
    """Everything that answers, by kind; always a list to choose from."""
    hits = search(words)
    if not hits:
        st.info(
            safe(
                _(
                    "Nada se llama «{words}». Pruebe con menos letras, con el nombre del "
                    "departamento o con el código oficial."
                ).format(words=words)
            )
        )
        return
    for kind, heading in KINDS.items():
        of_kind = [hit for hit in hits if hit.kind == kind]
        if of_kind:
            st.markdown(f"**{_(heading)}**")
            show(of_kind)


def _level(hit: Hit) -> str:
    """Province and district often share their name; the level tells them apart."""
    place = places.index().get(hit.id) if hit.kind == "place" else None
    return label("level", place.level) if place else ""


def show(hits: Sequence[Hit]) -> None:
    """Links to the answers."""
    with st.container(gap=None, key=f"hits_{hits[0].kind}" if hits else None):
        for hit in hits:
            parts = (_level(hit), hit.detail, label("country", hit.country))
            where = " · ".join(part for part in parts if part)
            text = f"{safe(shorten(hit.title, 90))} — {safe(where)}"
            match hit.kind:
                case "place":
                    urls.go("home", text, country=hit.country, entity=hit.id)
                case "project":
                    urls.go("project", text, country=hit.country, project=hit.id)
                case "body":
                    urls.go("body", text, country=hit.country, code=hit.id)
                case "supplier":
                    urls.go("supplier", text, country=hit.country, supplier=hit.id)
                case "forum":
                    urls.go("commitments", text, forum=hit.id)
                case _:
                    urls.go("commitments", text, commitment=hit.id)
