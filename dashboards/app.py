"""The dashboard's server: the Streamlit pages and the HTTP routes beside them, one process.

Run: `streamlit run dashboards/app.py` with `VETA_DATA_DIR` naming the data folder.
"""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st

ROOT = str(Path(__file__).resolve().parent.parent)
if ROOT not in sys.path:  # started by path, without the package installed
    sys.path.insert(0, ROOT)

from streamlit.runtime.pages_manager import PagesManager  # noqa: E402

from dashboards.server.headers import middleware  # noqa: E402
from dashboards.server.routes import ROUTES  # noqa: E402
from dashboards.server.warm import lifespan  # noqa: E402

# Streamlit takes a folder called `pages` for its older kind of multipage app until the first
# `st.navigation` call of the process; the first visitor of an inner page would be told that it
# does not exist. Needed as long as Streamlit guesses this way (seen in 1.67).
PagesManager.uses_pages_directory = False

app = st.App(
    Path(__file__).parent / "router.py",
    routes=ROUTES,
    middleware=middleware(),
    lifespan=lifespan,
)
