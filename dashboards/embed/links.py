"""What a page offers to take away: factsheet, light page, data, news, charts to embed."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from dashboards.api.words import say
from dashboards.components.text import safe
from dashboards.embed.pictures import WORDS
from dashboards.factsheet.content import NoSuchPeriod, resolve
from dashboards.i18n import get_language
from dashboards.queries.places import Place


def of_place(place: Place, year: str | None, scope: str | None) -> None:
    """One line of links about a territory, for the period and scope being shown.

    Args:
        place: the territory.
        year: period asked for in the address; one without figures means the usual period.
        scope: own_government or all_within.
    """
    try:
        period, chosen = resolve(place, year, scope)
    except NoSuchPeriod:
        period, chosen = resolve(place, None, scope)
    query = _query({"year": period, "scope": chosen if period else None})
    sheet = f"/ficha/{place.country}/{place.id}"
    links = [(f"{sheet}.pdf{query}", "link_pdf"), (f"{sheet}{query}", "link_page")]
    if period:
        rows = {"territory_id": place.id, "fiscal_period": period, "scope": chosen}
        links.append((f"/descargas/filtro/money-chain.zip?{urlencode(rows)}", "link_data"))
    links.append((f"/feed/territorio/{place.id}.xml{_query({})}", "link_feed"))
    if period:
        chart = f"/embed/territorio/{place.id}{query}"
        links.append((chart, "link_embed"))
    _show(links)


def of_project(country: str, code: str) -> None:
    """One line of links about a project."""
    rows = urlencode({"country": country, "project_code": code})
    _show(
        [
            (f"/descargas/filtro/projects.zip?{rows}", "link_data"),
            (f"/feed/proyecto/{country}/{code}.xml{_query({})}", "link_feed"),
        ]
    )


def _query(values: dict[str, str | None]) -> str:
    kept = {name: value for name, value in values.items() if value}
    if get_language() == "en":
        kept["lang"] = "en"
    return f"?{urlencode(kept)}" if kept else ""


def _show(links: list[tuple[str, str]]) -> None:
    language = get_language()
    shown = [f"[{safe(say(WORDS, key, language))}]({address})" for address, key in links]
    st.markdown(f"**{safe(say(WORDS, 'take', language))}** " + " · ".join(shown))
