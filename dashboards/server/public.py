"""Addresses that leave this server: links in feeds, factsheets, catalogues and pictures."""

from __future__ import annotations

import os
from urllib.parse import quote, urlencode

from starlette.requests import Request

LOCAL = "http://localhost:8501"  # Streamlit's own port, for a factsheet made without a server


def base(request: Request | None = None) -> str:
    """Address of this installation without a final slash.

    `VETA_PUBLIC_URL` says it where a proxy stands in front; else the request does.
    """
    said = os.environ.get("VETA_PUBLIC_URL", "").strip()
    if not said:
        said = str(request.base_url) if request is not None else LOCAL
    return said.rstrip("/")


def page(root: str, address: str, **values: str | None) -> str:
    """Full address of a page with its parameters; those without a value are left out."""
    kept = {name: value for name, value in values.items() if value}
    query = f"?{urlencode(kept)}" if kept else ""
    return f"{root}/{quote(address)}{query}"
