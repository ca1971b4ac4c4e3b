"""Who takes part in contracts: links to bodies and companies, never to persons."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboards.components import provenance, urls
from dashboards.components.text import safe
from dashboards.i18n import N_, _
from dashboards.published import Row
from dashboards.queries.procurement import PARTIES

PERSON = N_("Persona natural")  # as an edition labels whoever it does not name


def named(text: str | None) -> str:
    """Names as an edition has them, its label of a person in the reader's language."""
    return (text or "").replace(f"{PERSON} · ", f"{_(PERSON)} · ")


def go_body(country: str, code: str | None, name: str | None) -> None:
    """A link to the page of a public body."""
    if code or name:
        text = _("Ver la entidad: {name}").format(name=name or code)
        urls.go("body", safe(text), country=country, code=code, name=None if code else name)


def suppliers(rows: Sequence[Row]) -> None:
    """Signers: companies and consortia with their page, persons as the edition labels them."""
    for row in rows:
        name = named(row["supplier_name"] or row["supplier_id"])
        if row["supplier_kind"] in PARTIES:
            urls.go(
                "supplier",
                safe(f"{name} · {row['supplier_id']}"),
                country=row["country"],
                supplier=row["supplier_id"],
            )
        else:
            st.markdown(safe(name))
    if any(row["supplier_kind"] not in PARTIES for row in rows):
        st.caption(
            _("Veta no hace páginas de personas naturales ni de quien no conste que sea empresa.")
        )


def origin(rows: Sequence[Row], key: str) -> None:
    """File, line, date and hash behind one record, folded."""
    used = [
        {
            "source_id": row["source_id"],
            "vintage_id": row["vintage_id"],
            "first_row": row.get("source_row"),
            "last_row": row.get("source_row"),
        }
        for row in rows
        if row.get("vintage_id")
    ]
    with st.expander(_("De qué archivo viene, con su fecha y su huella")):
        provenance.table(used, key=f"{key}_origin")
