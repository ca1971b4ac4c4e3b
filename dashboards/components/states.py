"""What a page says when it has nothing to show, and why. Each state has its own words."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence

import streamlit as st

from dashboards import published
from dashboards.components import urls
from dashboards.components.text import safe
from dashboards.i18n import _
from dashboards.queries import search

log = logging.getLogger(__name__)


def unavailable(error: published.EditionError) -> None:
    """No edition can be read: not yet published, or its files are damaged."""
    if isinstance(error, published.NoEditionError):
        st.title(_("Todavía no hay una edición publicada"), anchor=False)
        st.markdown(
            _(
                "Veta muestra ediciones completas y fechadas, y en esta carpeta de datos aún no "
                "se ha publicado ninguna. Si la primera carga está en marcha, esta página la "
                "mostrará sola cuando termine: vuelva a cargarla en unos minutos."
            )
        )
        st.markdown(_("Para publicar una edición de muestra, ejecute:"))
        st.code("veta demo", language=None)
        return
    incident = report(error)
    st.title(_("La edición publicada no se puede leer"), anchor=False)
    st.markdown(
        _(
            "El archivo de la edición falta o está dañado. Ninguna cifra se muestra hasta que "
            "vuelva a publicarse. Incidente {incident}."
        ).format(incident=incident)
    )


def empty(what: str | None = None) -> None:
    """No row passes the filters."""
    st.caption(safe(what or _("Ningún registro con estos filtros. Quite alguno para ver más.")))


def unknown_place(code: str) -> None:
    """The address names a place that does not exist: say so and offer the nearest."""
    st.warning(safe(_("No existe ningún lugar con el código «{code}».").format(code=code)))
    named = [hit for hit in search.search(code) if hit.kind == "place"]
    offered = search.near_codes(code, urls.get("country")) or named
    if offered:
        from dashboards.components import results

        st.markdown(_("¿Quiso decir…?"))
        results.show(offered[:5])


def unknown(what: str) -> None:
    """The address names a record that this edition does not hold."""
    st.warning(safe(what))


def report(error: BaseException) -> str:
    """Log an error under a number that a visitor can quote; details never reach the page."""
    incident = secrets.token_hex(4)
    log.error("incident %s: %s", incident, error, exc_info=error)
    return incident


def failed(error: Exception) -> bool:
    """Shown instead of a traceback when a page fails."""
    incident = report(error)
    st.error(
        _(
            "Algo falló al preparar esta página. Vuelva a cargarla; si se repite, avise con el "
            "número de incidente {incident}."
        ).format(incident=incident)
    )
    return True


def names(items: Sequence[str], limit: int = 3) -> str:
    """Join names for a sentence: `a, b y c`, cut after some."""
    shown = list(items[:limit])
    rest = len(items) - len(shown)
    if rest > 0:
        return _("{names} y {rest} más").format(names=", ".join(shown), rest=rest)
    if len(shown) < 2:
        return "".join(shown)
    return _("{first} y {last}").format(first=", ".join(shown[:-1]), last=shown[-1])
