"""What the home and territory pages share about one place: title, choices, gaps, citation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from dashboards import published
from dashboards.components import provenance, results, urls
from dashboards.components.labels import label
from dashboards.components.states import names
from dashboards.components.text import safe
from dashboards.embed import links
from dashboards.i18n import _, formats
from dashboards.queries import money, places
from dashboards.queries.places import Place
from dashboards.queries.search import Hit


def title(place: Place) -> None:
    """Name, what it is, where it is and its official codes."""
    st.title(safe(place.name), anchor=False)
    code_name = {"PE": _("ubigeo INEI"), "CO": _("código DIVIPOLA")}.get(place.country, _("código"))
    parts = [
        label("level", place.level),
        ", ".join((*place.parents, label("country", place.country))),
    ]
    if place.official_code:
        parts.append(f"{code_name} {place.official_code}")
    if place.alternate_code:
        parts.append(f"RENIEC {place.alternate_code}")
    st.caption(safe(" · ".join(parts)))


def choices(place: Place) -> tuple[str, str | None]:
    """Scope and period chosen in the address, within what the edition holds.

    Without a choice the newest period that fills most of the chain is taken.
    """
    scopes = money.scopes(place.id)
    if not scopes:
        return "own_government", None
    asked_scope = urls.get("scope")
    scope = asked_scope if asked_scope in scopes else scopes[0]
    periods = money.periods(place.id, scope)
    asked = urls.get("year")
    if asked and asked not in periods:
        st.info(
            safe(
                _("No hay cifras de {year} para este lugar. Se muestra otro período.").format(
                    year=asked
                )
            )
        )
    with st.container(horizontal=True, key="chain_choices"):
        period = urls.choose(
            _("Período"), periods, "year", default=money.best_period(place.id, scope)
        )
        if len(scopes) > 1:
            urls.choose(
                _("Alcance"), scopes, "scope", words=lambda s: label("scope", s), default=scope
            )
    return scope, period


def nothing(place: Place) -> None:
    """No loaded source speaks of money here: say so, and where it does."""
    st.info(
        safe(
            _(
                "Ninguna fuente de esta edición publica dinero de {name}. Esto no significa que "
                "no haya recibido: significa que Veta aún no tiene el dato."
            ).format(name=place.name)
        )
    )
    inside = [child for child in places.children(place.id) if money.scopes(child.id)][:8]
    if inside:
        st.markdown(safe(_("Dentro de este lugar sí hay cifras de:")))
        results.show(
            [Hit("place", c.id, c.name, ", ".join(c.parents), c.country, 0) for c in inside]
        )
    onward(place)


def gaps(told: Sequence[str]) -> None:
    """What is not known, always under its own heading."""
    st.markdown(f"**{safe(_('Lo que no se sabe'))}**")
    if not told:
        st.markdown(safe(_("Nada falta en esta cadena, según las fuentes cargadas.")))
        return
    st.markdown("\n".join(f"- {safe(line)}" for line in told))


def cite(plain: str, source_ids: Sequence[str | None], as_of: date | None) -> None:
    """The sentence ready to copy, with its citation."""
    edition = published.current()
    sources = names([provenance.title(s) for s in source_ids if s])
    cited = _("Veta, edición {edition}, a partir de: {sources} (datos al {as_of}).").format(
        edition=edition.id, sources=sources, as_of=formats.day(as_of)
    )
    if edition.synthetic:
        cited = f"[{_('DATOS SINTÉTICOS')}] {cited}"
    box = st.expander(_("Copiar la frase con su cita"), key="cite", on_change="rerun")
    if box.open:  # what draws a box to copy from weighs 500 kB
        box.code(f"{plain}\n\n{cited}", language=None, wrap_lines=True)


def onward(place: Place) -> None:
    """Links to everything else about the place."""
    with st.container(horizontal=True, key="onward"):
        kept = {**urls.carried(), "country": place.country, "entity": place.id}
        urls.go("territory", _("Ver toda la cadena, obras y contratos"), **kept)
        urls.go("compare", _("Comparar con otros lugares"), **kept)
        urls.go("signals", _("Señales en este lugar"), **kept)
        urls.go("commitments", _("Compromisos en este lugar"), **kept)
        urls.go("changes", _("Qué cambió en este lugar"), **kept)
    links.of_place(place, urls.get("year"), urls.get("scope"))
