"""What surrounds every page: brand, navigation, language, the synthetic notice, the footer."""

from __future__ import annotations

import os

import streamlit as st

from dashboards import published
from dashboards.components import urls
from dashboards.components.style import CSS
from dashboards.components.text import safe
from dashboards.i18n import N_, _, formats, get_language

NAVIGATION = (
    ("home", N_("Inicio")),
    ("territory", N_("Territorio")),
    ("compare", N_("Comparar")),
    ("signals", N_("Señales")),
    ("commitments", N_("Compromisos")),
    ("changes", N_("Qué cambió")),
    ("sources", N_("Fuentes y calidad")),
    ("data", N_("Datos")),
    ("sql", N_("SQL")),
    ("methods", N_("Métodos")),
)
# Kept from a page to itself in the other language: everything but the language.
OTHER_LANGUAGE = {"es": ("en", "English"), "en": ("es", "Español")}


def header(current_page: str) -> None:
    """Brand, links to every page with the place kept, and the language switch."""
    st.html(f"<style>{CSS}</style>")
    with st.container(key="masthead", horizontal=True, vertical_alignment="center"):
        st.markdown(
            "**Veta** · " + safe(_("El dinero de la extracción, de la ley a la obra")),
            width="stretch",
        )
        _language_switch(current_page)
    with st.container(key="nav", horizontal=True, gap="small"):
        for page, name in NAVIGATION:
            key = "current_page" if page == current_page else f"nav_{page}"
            with st.container(key=key, width="content"):
                urls.go(page, _(name), **urls.carried())


def _language_switch(current_page: str) -> None:
    code, name = OTHER_LANGUAGE[get_language()]
    kept = {k: v for k, v in st.query_params.to_dict().items() if k != "lang"}
    if code != "es":
        kept["lang"] = code
    st.page_link(urls.PAGES[current_page], label=name, query_params=kept)


# A table wider than the screen scrolls inside its box; without this no key would reach the box.
SCROLLERS = """
if (!window.vetaScrollers) {
  window.vetaScrollers = true;
  let waiting = false;
  const mark = () => {
    waiting = false;
    const boxes = "[class*=st-key-table_], [data-testid=stTable], [data-testid=stTable] > *, "
      + "[data-testid=stTable] > * > *, [data-testid=stMarkdownContainer]:has(table)";
    document.querySelectorAll(boxes).forEach((box) => {
      const scrolls = box.scrollWidth > box.clientWidth + 1
        && /auto|scroll/.test(getComputedStyle(box).overflowX);
      if (scrolls && !box.hasAttribute("tabindex")) box.tabIndex = 0;
    });
  };
  const soon = () => { if (!waiting) { waiting = true; setTimeout(mark, 120); } };
  new MutationObserver(soon).observe(document.body, { childList: true, subtree: true });
  window.addEventListener("resize", soon);
  setInterval(mark, 500);  // a font that arrives widens a table and changes no element
  soon();
}
"""


def document_language() -> None:
    """Tell screen readers the language when it changes without a reload; let keys scroll tables."""
    st.html(
        f"<script>document.documentElement.lang={get_language()!r};{SCROLLERS}</script>",
        unsafe_allow_javascript=True,
    )


def synthetic_notice(edition: published.Edition) -> None:
    """On every page of an edition whose data were invented."""
    if edition.synthetic:
        with st.container(key="synthetic"):
            st.markdown(
                f"**{safe(_('DATOS SINTÉTICOS'))}** — "
                + safe(
                    _(
                        "Los lugares son reales; entidades, proyectos, contratos, compromisos y "
                        "montos son inventados para mostrar cómo funciona Veta. No cite ninguna "
                        "cifra de esta edición."
                    )
                )
            )


def footer(edition: published.Edition | None) -> None:
    """Which edition is read, how fresh it is, and what a signal is not."""
    with st.container(key="footer"):
        if st.user.to_dict().get("is_logged_in"):  # signing in ends on the front page
            urls.go("moderation", _("Moderación"))
        if edition is not None:
            told = _("Edición {id}, publicada el {created}; datos hasta el {reference}.").format(
                id=edition.id,
                created=formats.day(edition.created_at),
                reference=formats.day(edition.reference_date),
            )
            if edition.synthetic:
                told += " " + _("DATOS SINTÉTICOS") + "."
            st.caption(safe(told))
        contact = os.environ.get("VETA_CONTACT", "").strip()
        if contact:
            st.caption(
                safe(_("Si ve un error, avise a quien opera esta instalación: {contact}.").format(
                    contact=contact
                ))
            )  # fmt: skip
        st.caption(
            safe(
                _(
                    "Una señal es un motivo para mirar, nunca un veredicto. Montos nominales "
                    "salvo que se diga otra cosa; «sin dato» significa que la fuente no lo "
                    "publica."
                )
            )
        )
