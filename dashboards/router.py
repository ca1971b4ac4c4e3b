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
from dashboards.i18n import _, set_language  # noqa: E402


def main() -> None:
    """Draw the page that the address asks for."""
    # No title here: it would hide those of the pages.
    st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
    urls.show()
    set_language(urls.get("lang"))
    pages = {
        st.Page(
            urls.PAGES[name],
            title=f"{_(title)} · Veta",
            url_path=urls.ADDRESSES[name] or None,
            default=not urls.ADDRESSES[name],
        ): name
        for name, title in urls.TITLES.items()
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
