"""The address bar is the state: what is shown is always what the address says.

Every choice a visitor makes lands in the query string, so a copied link, a reload, the language
switch and the Back button all bring the same view. No widget keeps a value of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

import streamlit as st

from dashboards.i18n import DEFAULT_LANGUAGE, N_, get_language

PAGES = {
    "home": "pages/home.py",
    "territory": "pages/territory.py",
    "signals": "pages/signals.py",
    "commitments": "pages/commitments.py",
    "sources": "pages/sources.py",
    "data": "pages/data.py",
    "methods": "pages/methods.py",
    "project": "pages/project.py",
    "contract": "pages/contract.py",
    "process": "pages/process.py",
    "supplier": "pages/supplier.py",
    "body": "pages/body.py",
    "compare": "pages/compare.py",
    "changes": "pages/changes.py",
    "moves": "pages/moves.py",
    "sql": "pages/query.py",
    "observations": "pages/observations.py",
    "moderation": "pages/moderation.py",
}
# Page → address: Spanish words that never change with the language.
ADDRESSES = {
    "home": "",
    "territory": "territorio",
    "signals": "senales",
    "commitments": "compromisos",
    "sources": "fuentes",
    "data": "datos",
    "methods": "metodos",
    "project": "proyecto",
    "contract": "contrato",
    "process": "proceso",
    "supplier": "proveedor",
    "body": "entidad",
    "compare": "comparar",
    "changes": "cambios",
    "moves": "variaciones",
    "sql": "sql",
    "observations": "observaciones",
    "moderation": "moderacion",
}
TITLES = {
    "home": N_("Inicio"),
    "territory": N_("Territorio"),
    "signals": N_("Señales"),
    "commitments": N_("Compromisos"),
    "sources": N_("Fuentes y calidad"),
    "data": N_("Datos"),
    "methods": N_("Métodos"),
    "project": N_("Proyecto"),
    "contract": N_("Contrato"),
    "process": N_("Proceso"),
    "supplier": N_("Proveedor"),
    "body": N_("Entidad"),
    "compare": N_("Comparar"),
    "changes": N_("Qué cambió"),
    "moves": N_("Quién recibió más y quién menos"),
    "sql": N_("Consulta SQL"),
    "observations": N_("Mi observación"),
    "moderation": N_("Moderación"),
}
# What a visitor carries from page to page; filters of one page stay on it.
CARRIED = ("country", "entity", "year", "scope")


def get(name: str) -> str | None:
    """A value of the address, None when absent or blank."""
    value = str(st.query_params.get(name, "")).strip()
    return value or None


def put(**values: str | None) -> None:
    """Write values into the address; None removes one."""
    for name, value in values.items():
        if value is None or value == "":
            st.query_params.pop(name, None)
        else:
            st.query_params[name] = value


def show() -> None:
    """Make the browser's address say what this run draws.

    A link to the page already open changes the parameters of the run but, in Streamlit 1.67, not
    the address; sending them back does, and adds no history entry when they are the same.
    """
    st.query_params.from_dict(st.query_params.to_dict())


def params(**values: str | None) -> dict[str, str]:
    """Query string of a link: the language, then what is asked for."""
    chosen = {name: value for name, value in values.items() if value}
    if get_language() != DEFAULT_LANGUAGE:
        chosen["lang"] = get_language()
    return chosen


def carried() -> dict[str, str | None]:
    """Place and period that links between pages keep."""
    return {name: get(name) for name in CARRIED}


def go(page: str, label: str, **values: str | None) -> None:
    """A link to a page of the dashboard with its parameters."""
    st.page_link(PAGES[page], label=label, query_params=params(**values))


def address(page: str, **values: str | None) -> str:
    """The same as `go`, to stand in the cell of a table; right under any path of a proxy."""
    query = urlencode(params(**values))
    return f"./{ADDRESSES[page]}" + (f"?{query}" if query else "")


def choose(
    label: str,
    options: Sequence[str],
    name: str,
    *,
    words: Callable[[str], str] = str,
    default: str | None = None,
    everything: str | None = None,
    width: int = 240,
) -> str | None:
    """A select box whose value lives in the address.

    Args:
        label: what is chosen, in the visitor's language.
        options: codes.
        name: parameter of the address.
        words: turns a code into what is read.
        default: code taken when the address says nothing.
        everything: words of a first option meaning "no filter"; None leaves it out.
        width: pixels of the box.
    """
    choices = ([""] if everything is not None else []) + list(options)
    asked = get(name)
    current = asked if asked in choices else (default if default in choices else None)
    if current is None:
        current = choices[0] if choices else ""
    key = f"choose_{name}"
    st.session_state[key] = current

    def _write() -> None:
        put(**{name: st.session_state[key], "page": None})

    st.selectbox(
        label,
        choices,
        key=key,
        format_func=lambda code: (everything or "") if code == "" else words(code),
        on_change=_write,
        placeholder="",
        width=width,
    )
    return current or None
