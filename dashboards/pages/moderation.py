"""Moderation: only for those whom an OIDC provider names and `VETA_MODERATORS` lists.

Without OIDC there is no door here: moderation is by command (`veta observations`).
"""

from __future__ import annotations

import os
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from dashboards import observations
from dashboards.components import observe, states
from dashboards.components.text import safe
from dashboards.i18n import _
from dashboards.observations import export, store


def render() -> None:
    """What waits, with its two decisions, and what is published, with its answer."""
    st.title(_("Moderación"), anchor=False)
    if not observations.enabled():
        states.empty(_("Esta instalación no recibe observaciones."))
        return
    if not _configured():
        states.empty(
            _(
                "Aquí no hay inicio de sesión configurado. Se modera por orden: "
                "veta observations list, publish, reject, answer."
            )
        )
        return
    if not st.user.get("is_logged_in"):
        st.button(_("Iniciar sesión"), on_click=st.login)
        return
    if not allowed(st.user.get("email"), verified=bool(st.user.get("email_verified"))):
        st.warning(_("Su cuenta no está entre las de quienes moderan."))
        st.button(_("Cerrar la sesión"), on_click=st.logout)
        return
    store.forget_contacts()
    st.button(_("Cerrar la sesión"), on_click=st.logout)
    _waiting()
    _unanswered()
    _answers()


def _configured() -> bool:
    try:
        return "auth" in st.secrets
    except (StreamlitSecretNotFoundError, FileNotFoundError):
        return False


def allowed(email: object, *, verified: bool) -> bool:
    """Whether an account may moderate: a verified address that `VETA_MODERATORS` lists."""
    listed = {m.strip().lower() for m in os.environ.get("VETA_MODERATORS", "").split(",")} - {""}
    return verified and str(email or "").lower() in listed


def _waiting() -> None:
    found = store.in_state("waiting")
    st.header(_("Esperan revisión: {n}").format(n=len(found)), anchor=False)
    for row in found[:20]:
        _one(row)


def _one(row: dict[str, Any]) -> None:
    number = row["id"]
    with st.container(border=True):
        st.caption(safe(f"{number} · {row['subject_type']} · {row['subject']}"))
        observe.one({**row, "decided_on": row["received_on"]})
        contact = store.contact_of(row)
        if contact:
            st.caption(safe(_("Contacto: {contact}").format(contact=contact)))
        reason = st.text_input(_("Motivo, si no se publica"), key=f"reason_{number}", max_chars=300)
        with st.container(horizontal=True):
            if st.button(_("Publicar"), key=f"publish_{number}"):
                store.decide(number, "published")
                st.rerun()
            if st.button(_("No publicar"), key=f"reject_{number}"):
                store.decide(number, "rejected", reason or None)
                st.rerun()


def _unanswered() -> None:
    found = [
        r for r in store.in_state("published") if not r["answer"] and r["subject_type"] != "signal"
    ]
    st.header(_("Publicadas sin respuesta: {n}").format(n=len(found)), anchor=False)
    for row in found[:20]:
        with st.form(f"answer_{row['id']}"):
            st.caption(safe(f"{row['id']} · {row['subject']} · {row['text'][:200]}"))
            by = st.text_input(_("Quién responde"), max_chars=observations.OFFICE_MOST)
            text = st.text_area(_("Respuesta de la entidad"), max_chars=observations.TEXT_MOST)
            if st.form_submit_button(_("Guardar la respuesta")) and by.strip() and text.strip():
                store.answer(row["id"], text.strip(), by.strip())
                st.rerun()


def _answers() -> None:
    """Published answers to signals as the file that the next refresh takes from the inbox."""
    text, count = export.written()
    if count:
        st.download_button(
            _("Descargar las respuestas a señales (CSV): {n}").format(n=count),
            data=text.encode("utf-8"),
            file_name=export.FILE,
            mime="text/csv",
            on_click="ignore",
            key="take_answers",
        )


if __name__ == "__main__":
    render()
