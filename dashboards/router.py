"""The Streamlit script: language, frame, page. What a page holds is in `dashboards/pages`.

Run alone (without downloads and other routes): `streamlit run dashboards/router.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st

ROOT = str(Path(__file__).resolve().parent.parent)
if ROOT not in sys.path:  # started by path, without the package installed
    sys.path.insert(0, ROOT)

from dashboards import published  # noqa: E402
from dashboards.components import frame, states, urls  # noqa: E402
from dashboards.i18n import N_, _, set_language  # noqa: E402

# page → (address, title); addresses are Spanish words and never change with the language
ADDRESSES = {
    "home": ("", N_("Inicio")),
    "territory": ("territorio", N_("Territorio")),
    "signals": ("senales", N_("Señales")),
    "commitments": ("compromisos", N_("Compromisos")),
    "sources": ("fuentes", N_("Fuentes y calidad")),
    "data": ("datos", N_("Datos")),
    "methods": ("metodos", N_("Métodos")),
    "project": ("proyecto", N_("Proyecto")),
}


def main() -> None:
    """Draw the page that the address asks for."""
    st.set_page_config(page_title="Veta", layout="wide", initial_sidebar_state="collapsed")
    urls.show()
    set_language(urls.get("lang"))
    pages = {
        st.Page(
            urls.PAGES[name],
            title=f"{_(title)} · Veta",
            url_path=address or None,
            default=not address,
        ): name
        for name, (address, title) in ADDRESSES.items()
    }
    page = st.navigation(list(pages), position="hidden")
    name = next(n for p, n in pages.items() if p == page)
    frame.document_language()
    try:
        frame.header(name)
        edition = published.current()
        frame.synthetic_notice(edition)
        page.run()
    except published.EditionError as error:
        states.unavailable(error)
        frame.footer(None)
        return
    except Exception as error:
        states.failed(error)
    frame.footer(published.current())


main()
