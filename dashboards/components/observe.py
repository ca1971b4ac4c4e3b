"""What people observed about a commitment, a project or a signal, and the door to leave more.

Everything a visitor wrote goes through `safe`: it is shown as written and never interpreted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from dashboards import observations
from dashboards.components import urls
from dashboards.components.labels import label
from dashboards.components.text import link, safe
from dashboards.i18n import _, formats
from dashboards.observations import evidence, pace, store
from dashboards.observations.store import Left
from dashboards.queries.places import Place, index

# What names a person must not be published, and is better never received.
PERSONAL = re.compile(r"[\w.+-]+@[\w-]+\.\w+|(?:\d[\s.-]?){7,}")


def section(
    subject_type: str, subject: str, country: str | None, places: Sequence[Place] = ()
) -> None:
    """Published observations and the form; nothing where the installation takes none.

    Args:
        subject_type: commitment, project or signal.
        subject: its key.
        country: of the subject.
        places: municipalities from which a visitor may choose; never finer.
    """
    if not observations.enabled():
        return
    found = store.published_of(subject_type, subject)
    is_reply = subject_type == "signal"
    title = _("Respuestas recibidas en este sitio") if is_reply else _("Lo que la gente observó")
    st.header(title, anchor=False)
    if not found:
        st.caption(
            _("Todavía nadie ha respondido aquí.")
            if is_reply
            else _("Todavía nadie ha dejado una observación aquí.")
        )
    for row in found:
        one(row)
    _door(subject_type, subject, country, places)


def one(row: dict[str, Any]) -> None:
    """A published observation with its pictures and its answer, or since when there is none."""
    with st.container(border=True, gap="small"):
        place = index().get(row["territory_id"] or "")
        parts = [
            formats.day(date.fromisoformat(row["received_on"])),
            place.label if place else _("lugar sin decir"),
            row["office"] or label("author_kind", row["author_kind"] or "unsaid"),
        ]
        st.caption(safe(" · ".join(parts)))
        for paragraph in row["text"].split("\n"):
            if paragraph.strip():
                st.markdown(safe(paragraph))
        if row["link"]:
            st.markdown(link(_("Documento enlazado"), row["link"]))
        for picture in row["pictures"]:
            path = store.pictures_folder() / picture["name"]
            if path.is_file():
                st.image(path.read_bytes(), width=420)
                st.caption(safe(f"SHA-256 {picture['sha256'][:12]}"))
        if row["answer"]:
            day = formats.day(date.fromisoformat(row["answered_on"]))
            st.markdown(
                f"**{safe(_('Respondió {who}, {day}').format(who=row['answered_by'], day=day))}**"
            )
            st.markdown(safe(row["answer"]))
        elif row["subject_type"] != "signal":
            day = formats.day(date.fromisoformat(row["decided_on"]))
            st.caption(safe(_("Sin respuesta de la entidad desde el {day}.").format(day=day)))


def _door(subject_type: str, subject: str, country: str | None, places: Sequence[Place]) -> None:
    reply = subject_type == "signal"
    name = _("Responder a esta señal") if reply else _("Aportar una observación o evidencia")
    key = f"receipt_{subject_type}_{subject}"
    with st.expander(name, expanded=key in st.session_state):
        if key in st.session_state:
            _receipt(st.session_state[key])
            return
        st.markdown(safe(_terms(reply)))
        _upload_words()
        with st.form(f"observe_{subject_type}", border=False):
            asked = _fields(reply, places)
            sent = st.form_submit_button(_("Enviar a revisión"))
        if sent:
            problem = _keep(subject_type, subject, country, asked, key)
            if problem:
                st.warning(safe(problem))
            else:
                st.rerun()


def _terms(reply: bool) -> str:
    return (
        _(
            "Una persona la revisa antes de publicarla. Se publican el texto, el enlace, la "
            "oficina y la fecha. No hace falta cuenta. Recibirá un código para ver su estado o "
            "retirarla cuando quiera."
        )
        if reply
        else _(
            "Una persona la revisa antes de publicarla. Se publican el texto, las fotos, el "
            "municipio y el tipo de autor que usted elija, y la fecha. No hace falta cuenta ni "
            "nombre; no se guarda su dirección de red; a las fotos se les quitan la posición, la "
            "fecha y el aparato. Si mostrarlo puede ponerle en riesgo, no incluya caras ni lugares "
            "reconocibles. Recibirá un código para ver su estado o retirarla cuando quiera."
        )
    )


def _upload_words() -> None:
    """Streamlit's own words on its upload box exist in English only."""
    words = _("Elegir fotos").replace('"', "")
    st.html(
        "<style>[data-testid='stFileUploaderDropzoneInstructions'] { display: none; }"
        "[data-testid='stFileUploaderDropzone'] button > * { display: none; }"
        f"[data-testid='stFileUploaderDropzone'] button::after {{ content: \"{words}\"; }}</style>"
    )


def _fields(reply: bool, places: Sequence[Place]) -> dict[str, Any]:
    asked: dict[str, Any] = {}
    if reply:
        asked["office"] = st.text_input(
            _("Oficina que responde"), max_chars=observations.OFFICE_MOST
        )
    asked["text"] = st.text_area(
        _("Su respuesta") if reply else _("Qué observó, dónde y cuándo"),
        max_chars=observations.TEXT_MOST,
        placeholder=_("Sin nombres de personas, documentos ni teléfonos."),
        height=160,
    )
    asked["link"] = st.text_input(
        _("Enlace a un documento o noticia (opcional)"),
        max_chars=observations.LINK_MOST,
        placeholder="https://…",
    )
    if not reply:
        asked["pictures"] = st.file_uploader(
            _("Fotos (opcional; hasta {n}, JPEG, PNG o WebP)").format(n=observations.FILES_MOST),
            type=["jpg", "jpeg", "png", "webp"],
            accept_multiple_files=True,
        )
        asked["author_kind"] = st.selectbox(
            _("Quién observa"),
            observations.AUTHOR_KINDS,
            index=len(observations.AUTHOR_KINDS) - 1,
            format_func=lambda c: label("author_kind", c),
        )
        codes = [""] + [p.id for p in places if p.level == "municipality"]
        if len(codes) > 1:
            asked["territory_id"] = st.selectbox(
                _("Municipio (opcional)"),
                codes,
                format_func=lambda c: index()[c].label if c else _("Prefiero no decirlo"),
            )
    asked["contact"] = st.text_input(
        _(
            "Contacto para quien revisa (opcional; cifrado, no se publica y se borra a los "
            "{days} días)"
        ).format(days=observations.contact_days()),
        max_chars=observations.CONTACT_MOST,
    )
    asked["consent"] = st.checkbox(
        _("Acepto que se publique lo anterior después de la revisión; es verdad hasta donde sé.")
    )
    return asked


def problem_of(asked: dict[str, Any], *, reply: bool) -> str | None:
    """What keeps a form from being taken, in words; None where nothing does."""
    text = str(asked.get("text") or "").strip()
    if len(text) < observations.TEXT_LEAST:
        return _("Escriba al menos {n} letras.").format(n=observations.TEXT_LEAST)
    if len(text) > observations.TEXT_MOST:
        return _("El texto es demasiado largo.")
    if PERSONAL.search(text):
        return _(
            "El texto parece llevar un correo, un teléfono o un documento. Quítelo: no se publica "
            "ni se guarda nada de eso."
        )
    if reply and not str(asked.get("office") or "").strip():
        return _("Diga qué oficina responde.")
    address = str(asked.get("link") or "").strip()
    parts = urlsplit(address)
    if address and (parts.scheme not in {"http", "https"} or not parts.netloc):
        return _("El enlace debe empezar por https://")
    if len(asked.get("pictures") or ()) > observations.FILES_MOST:
        return _("Son demasiadas fotos: hasta {n}.").format(n=observations.FILES_MOST)
    if not asked.get("consent"):
        return _("Falta su consentimiento.")
    return None


def _keep(
    subject_type: str, subject: str, country: str | None, asked: dict[str, Any], key: str
) -> str | None:
    """Keep what was sent; returns what is wrong, or None when the receipt is in the session."""
    reply = subject_type == "signal"
    wrong = problem_of(asked, reply=reply)
    if wrong:
        return wrong
    times = st.session_state.setdefault("observed_at", [])
    full = store.count() >= pace.WAITING_MOST or store.count(on=store.today()) >= pace.ALL_PER_DAY
    if full or not pace.allow_session(times) or not pace.allow_all():
        return _("Se han recibido muchas en poco tiempo. Vuelva a intentarlo más tarde.")
    try:
        pictures = [evidence.clean(file.getvalue()) for file in asked.get("pictures") or ()]
    except evidence.EvidenceError as error:
        return label("evidence_error", error.reason)
    st.session_state[key] = store.add(
        Left(
            subject_type=subject_type,
            subject=subject,
            text=asked["text"].strip(),
            country=country,
            territory_id=asked.get("territory_id") or None,
            author_kind=asked.get("author_kind") or "unsaid",
            office=str(asked.get("office") or "").strip() or None,
            link=str(asked.get("link") or "").strip() or None,
            contact=str(asked.get("contact") or "").strip() or None,
            pictures=pictures,
        )
    )
    return None


def _receipt(code: str) -> None:
    st.success(safe(_("Recibida. Espera revisión. Este es su código; guárdelo, no se repite:")))
    st.code(code, language=None)
    urls.go("observations", _("Ver el estado con el código, o retirarla"))
