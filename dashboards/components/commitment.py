"""One commitment: its text, who answers for it, and every dated assessment."""

from __future__ import annotations

import streamlit as st

from dashboards.components import lists, observe, provenance, states, tables, urls
from dashboards.components.labels import label
from dashboards.components.promise_state import STEPS, steps
from dashboards.components.text import link, safe
from dashboards.i18n import _, formats
from dashboards.published import Row
from dashboards.queries import places, promises, works


def show(row: Row) -> None:
    """Everything known of one commitment; what is not published is said."""
    st.title(safe(row["title"]), anchor=False)
    urls.go("commitments", safe(row["forum_name"] or row["forum_code"]), forum=row["forum_code"])
    with st.container(key="lead"):
        told = steps(row["current_status"])
        if row["current_status_as_of"]:
            told += f" · {formats.day(row['current_status_as_of'])}"
        if row.get("current_assessor"):
            told += f" · {row['current_assessor']}"
        st.markdown(safe(told))
    if row["text"]:
        st.markdown(safe(row["text"]))
    none = _("no publicado")
    tables.facts(
        [
            (_("Responde"), row["responsible"] or none),
            (_("Acompaña"), row["counterpart"] or none),
            (_("Tema"), row["theme"] or none),
            (_("Línea de base"), row["baseline"] or none),
            (_("Meta"), row["target"] or none),
            (
                _("Plazo"),
                formats.day(row["due_on"], row.get("due_precision")) if row["due_on"] else none,
            ),
            (
                _("Presupuesto"),
                formats.money(row["budget"], row.get("currency"), row["country"])
                if row["budget"] is not None
                else none,
            ),
        ]
    )
    if row["source_url"]:
        st.markdown(link(_("Ver el acto o plan en que está escrito"), row["source_url"]))
    _where(row)
    _money(row)
    _history(row)
    known = places.index()
    codes = promises.commitment_places(row["commitment_id"])
    observe.section(
        "commitment",
        row["commitment_id"],
        row["country"],
        [known[code] for code in codes if code in known],
    )
    provenance_of = [{"source_id": row["source_id"], "vintage_id": row["vintage_id"]}]
    with st.expander(_("De qué archivos vienen")):
        provenance.table(provenance_of, key="commitment_source")


def _where(row: Row) -> None:
    known = places.index()
    found = [
        known[code] for code in promises.commitment_places(row["commitment_id"]) if code in known
    ]
    for place in found[:20]:
        urls.go("territory", safe(place.label), country=place.country, entity=place.id)


def _money(row: Row) -> None:
    st.header(_("El dinero de este compromiso"), anchor=False)
    project = works.project(row["project_code"], row["country"]) if row["project_code"] else None
    if project is not None:
        lists.projects([project], row["country"])
        return
    if row["project_code"] or row["contract_id"]:
        told = _("Cita el proyecto o contrato {code}, que esta edición no contiene.").format(
            code=row["project_code"] or row["contract_id"]
        )
    else:
        told = _(
            "Ningún proyecto ni contrato vinculado: la fuente no publica un código que lo una con "
            "el dinero."
        )
    states.empty(told)


def _history(row: Row) -> None:
    st.header(_("Historia"), anchor=False)
    found = promises.history(row["commitment_id"])
    if not found:
        states.empty(_("Nadie lo ha evaluado en las fuentes cargadas."))
        return
    _disagreement(found)
    tables.show(
        found,
        {
            _("Fecha"): lambda r: formats.day(r["as_of"], r["as_of_precision"]),
            _("Hito"): lambda r: r["milestone"] or _("todo el compromiso"),
            _("Estado"): lambda r: steps(r["status"]),
            _("Según la fuente"): lambda r: r["status_raw"],
            _("Evaluó"): lambda r: (
                f"{r['assessor']} ({label('assessor_kind', r['assessor_kind'])})"
            ),
            _("Evidencia"): _evidence,
            **tables.filled(
                found,
                {
                    _("Huella de la evidencia (SHA-256)"): (
                        "evidence_sha256",
                        lambda r: (r["evidence_sha256"] or "")[:12] or "–",
                    )
                },
            ),
        },
        key="history",
        cards=True,
    )


def _evidence(row: Row) -> object:
    if row["evidence_url"]:
        return tables.url(row["evidence"] or _("evidencia"), row["evidence_url"])
    return row["evidence"] or _("sin evidencia disponible")


def _disagreement(history: list[Row]) -> None:
    """Say when two assessors last saw different things."""
    newest: dict[str, Row] = {}
    for row in history:
        if row["milestone"] is None and row["status"] in STEPS[1:]:
            newest.setdefault(row["assessor"], row)
    if len({row["status"] for row in newest.values()}) < 2:
        return
    told = "; ".join(
        f"{who}: {label('commitment_status', row['status'])} "
        f"({formats.day(row['as_of'], row['as_of_precision'])})"
        for who, row in newest.items()
    )
    st.info(safe(_("Quienes lo evaluaron no coinciden. {told}.").format(told=told)))
