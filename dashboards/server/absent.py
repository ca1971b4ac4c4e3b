"""The answer to an address that names no page: 404, in words, with a way on.

Streamlit serves its shell for every address and then opens a box in English.
"""

from __future__ import annotations

from html import escape

from dashboards.components.urls import ADDRESSES
from dashboards.i18n import _, set_language

STYLE = (
    "body{font:1.05rem/1.6 system-ui,sans-serif;color:#17212B;max-width:40rem;margin:0 auto;"
    "padding:2rem 1rem}a{color:#00588A}"
)


def is_page(path: str) -> bool:
    """Whether the path of an address is that of a page."""
    return path.strip("/") in ADDRESSES.values()


def page(language: str, root_path: str = "") -> bytes:
    """The whole HTML.

    Args:
        language: es or en.
        root_path: where the installation stands under its host.
    """
    set_language(language)
    query = "?lang=en" if language == "en" else ""
    links = "".join(
        f'<li><a href="{escape(root_path)}/{escape(where)}{query}">{escape(name)}</a></li>'
        for where, name in (
            ("", _("Inicio")),
            (ADDRESSES["territory"], _("Territorio")),
            (ADDRESSES["data"], _("Datos")),
        )
    )
    title = _("Esta página no existe")
    told = _("La dirección no lleva a ninguna página de Veta. Puede seguir desde aquí:")
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} · Veta</title><style>{STYLE}</style></head><body><main>"
        f"<h1>{escape(title)}</h1><p>{escape(told)}</p><ul>{links}</ul></main></body></html>\n"
    ).encode()
