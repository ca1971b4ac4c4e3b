"""Where a figure comes from: source, vintage, retrieval date and hash, as one quiet table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import quote

import streamlit as st

from dashboards import published
from dashboards.components import tables
from dashboards.components.labels import label
from dashboards.components.text import link, safe
from dashboards.i18n import _, formats, pick
from dashboards.published import Row
from dashboards.queries import trust


def title(source_id: str | None) -> str:
    """Name of a source in the visitor's language."""
    row = trust.source(source_id) if source_id else None
    return (pick(row, "title") if row else None) or str(source_id or _("sin dato"))


def line(
    source_ids: Sequence[str | None], as_of: date | None, vintage_ids: Sequence[str | None] = ()
) -> None:
    """One caption under a figure: its sources, what date they speak of, when they were fetched."""
    known = [trust.source(s) for s in dict.fromkeys(source_ids) if s]
    parts = [
        link(pick(row, "title") or row["source_id"], row["homepage"])
        + safe(f" ({row['publisher']})")
        for row in known
        if row
    ]
    shown = "; ".join(parts) or safe(_("sin dato"))
    told = f" · {_('datos al')} {formats.day(as_of)}" if as_of else ""
    vintages = trust.vintages_by_id([v for v in dict.fromkeys(vintage_ids) if v])
    if vintages:
        fetched = max(row["retrieved_at"] for row in vintages.values())
        told += f" · {_('descargado el')} {formats.day(fetched)}"
    st.caption(safe(_("Fuente:")) + f" {shown}" + safe(told))


def table(used: Sequence[Row], key: str) -> None:
    """Vintages behind what is shown: `source_id`, `vintage_id` and the lines they used."""
    vintages = trust.vintages_by_id([row["vintage_id"] for row in used if row["vintage_id"]])
    rows = [{**vintages.get(row["vintage_id"], {}), **row} for row in used]
    if not rows:
        st.caption(_("La edición no registra de qué archivo viene esta cifra."))
        return
    tables.show(
        rows,
        {
            _("Fuente"): lambda r: title(r["source_id"]),
            _("Parte"): lambda r: label("slice", r.get("slice")),
            _("Datos al"): lambda r: r.get("data_as_of"),
            _("Descargado"): lambda r: r.get("retrieved_at"),
            _("Filas del archivo"): _lines,
            _("Archivo"): lambda r: origin(r.get("origin")),
            **_copies(rows),
            _("SHA-256"): lambda r: (r.get("sha256") or "")[:12] or None,
        },
        key=key,
        cards=True,
    )


def archived(source_id: object, vintage_id: object) -> str | None:
    """Address of the copy of a vintage in the edition; None where it may not be passed on."""
    edition = published.current()
    if not all(published.EDITION_NAME.match(str(part)) for part in (source_id, vintage_id)):
        return None
    folder = edition.folder / "archive" / str(source_id) / str(vintage_id)
    names = sorted(path.name for path in folder.glob("*")) if folder.is_dir() else []
    if not names:
        return None
    return f"/archivo/{edition.id}/{quote(str(source_id))}/{quote(str(vintage_id))}/" + quote(
        names[0]
    )


def _copies(rows: Sequence[Row]) -> dict[str, tables.Cell]:
    """A column of archived copies where any of the rows has one."""
    found = {
        (row["source_id"], row["vintage_id"]): archived(row["source_id"], row["vintage_id"])
        for row in rows
    }
    if not any(found.values()):
        return {}

    def cell(row: Row) -> object:
        address = found[row["source_id"], row["vintage_id"]]
        if address is None:
            return _("su licencia no permite servirla")
        return tables.inner(_("copia archivada"), address)

    return {_("Copia"): cell}


def origin(address: object) -> object:
    """The file of a vintage: a link when it came from the web, else its name."""
    text = str(address or "")
    if text.startswith(("http://", "https://")):
        return tables.url(_("archivo oficial"), text)
    return text.rsplit("/", 1)[-1] or None


def _lines(row: Row) -> str:
    first, last = row.get("first_row"), row.get("last_row")
    if first is None:
        return formats.no_data()
    return str(first) if first == last else f"{first}–{last}"
