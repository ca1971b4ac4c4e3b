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

from dashboards.server.headers import middleware  # noqa: E402
from dashboards.server.routes import ROUTES  # noqa: E402

app = st.App(
    Path(__file__).parent / "router.py",
    routes=ROUTES,
    middleware=middleware(),
)
