"""The receipt of an observation: its state, what was answered, and taking it back."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from dashboards import observations
from dashboards.components import observe, states
from dashboards.components.labels import label
from dashboards.components.text import safe
from dashboards.i18n import _, formats
from dashboards.observations import pace, store


def render() -> None:
    """The box for the code, and what it stands for. The code never enters the address."""
    st.title(_("Mi observación"), anchor=False)
    if not observations.enabled():
        states.empty(_("Esta instalación no recibe observaciones."))
        return
    st.markdown(
        _(
            "Escriba el código que recibió al enviarla. Sirve para ver en qué estado está o para "
            "retirarla: al retirarla se borran el texto, las fotos y el contacto."
        )
    )
    with st.form("receipt", border=False):
        code = st.text_input(_("Código"), max_chars=40, placeholder="XXXXX-XXXXX-XXXXX-XXXXX")
        asked = st.form_submit_button(_("Ver el estado"))
    if asked:
        tries = st.session_state.setdefault("looked_at", [])
        allowed = pace.allow_session(tries, most=pace.LOOKUPS_PER_HOUR)
        st.session_state["receipt_code"] = code if allowed else ""
        if not allowed:
            st.warning(_("Demasiados intentos. Vuelva a intentarlo más tarde."))
            return
    code = st.session_state.get("receipt_code", "")
    if not code:
        return
    row = store.by_receipt(code)
    if row is None:
        st.warning(_("Ese código no existe. Revise que esté completo."))
        return
    _state(row)
    if row["state"] != "withdrawn" and st.button(_("Retirarla para siempre")):
        store.withdraw(code)
        st.rerun()


def _state(row: dict[str, Any]) -> None:
    received = formats.day(date.fromisoformat(row["received_on"]))
    told = _("Recibida el {day}. Estado: {state}.").format(
        day=received, state=label("observation_state", row["state"])
    )
    st.markdown(f"**{safe(told)}**")
    if row["reason"]:
        st.markdown(safe(_("Motivo: {reason}.").format(reason=row["reason"].rstrip("."))))
    if row["state"] == "published":
        observe.one(row)


if __name__ == "__main__":
    render()
