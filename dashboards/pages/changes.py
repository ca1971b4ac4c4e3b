"""What changed: revisions by those who publish and corrections by us, row by row."""

from __future__ import annotations

import streamlit as st

from dashboards import published
from dashboards.components import datasets, export, fields, provenance, states, tables, urls
from dashboards.components.labels import label
from dashboards.components.text import safe, shorten
from dashboards.i18n import _, formats
from dashboards.published import Row
from dashboards.queries import history, places
from dashboards.queries.places import Place

PAGE_SIZE = 20
BY = ("publisher", "veta")


def render() -> None:
    """Who changed what; filters and page stay in the address."""
    st.title(_("Qué cambió"), anchor=False)
    st.markdown(
        _(
            "Una revisión es lo que cambió quien publica entre dos descargas de lo mismo. Una "
            "corrección es lo que cambió en Veta entre dos ediciones, con su causa. Ninguna se "
            "borra."
        )
    )
    asked = urls.get("entity")
    place = places.find(asked, urls.get("country"))
    if asked and place is None:
        states.unknown_place(asked)
    by = urls.choose(
        _("Quién cambió"), BY, "by", default="publisher", words=lambda c: label("changed_by", c)
    )
    if place is not None:
        with st.container(horizontal=True, key="place_filter"):
            st.markdown(safe(_("Solo en {place}.").format(place=place.label)))
            urls.go("changes", _("Quitar el lugar"), by=by)
    if by == "veta":
        _corrections(place)
    else:
        _revisions(place)


def _page(count: int) -> int:
    asked = urls.get("page") or "1"
    pages = max(1, -(-count // PAGE_SIZE))
    return min(max(int(asked), 1), pages) if asked.isdigit() else 1


def _offset() -> int:
    asked = urls.get("page") or "1"
    return (max(int(asked), 1) - 1) * PAGE_SIZE if asked.isdigit() and len(asked) < 7 else 0


def _pages(count: int) -> None:
    pages = -(-count // PAGE_SIZE)
    if pages > 1:
        urls.choose(
            _("Página de {pages}").format(pages=pages),
            [str(n) for n in range(1, pages + 1)],
            "page",
            default=str(_page(count)),
            width=140,
        )


def _revisions(place: Place | None) -> None:
    every = _("Todas")
    with st.container(horizontal=True, key="filters"):
        what = urls.choose(
            _("Qué"), history.choices("fct_revision", "entity"), "what",
            everything=_("Todo"), words=lambda c: label("record", c), width=180,
        )  # fmt: skip
        source = urls.choose(
            _("Fuente"), history.choices("fct_revision", "source_id"), "source",
            everything=every, words=lambda c: shorten(provenance.title(c), 60), width=300,
        )  # fmt: skip
        kind = urls.choose(
            _("Cambio"), history.choices("fct_revision", "kind"), "kind",
            everything=_("Todos"), words=lambda c: label("revision_kind", c), width=160,
        )  # fmt: skip
    filters = {"what": what, "source": source, "kind": kind}
    count, found = history.revisions(filters, place, PAGE_SIZE, _offset())
    if count and not found:  # a page past the last one
        count, found = history.revisions(filters, place, PAGE_SIZE)
    if not count:
        states.empty()
        return
    st.markdown(f"**{safe(_('Cambios encontrados: {n}').format(n=formats.number(count)))}**")
    tables.show(
        found,
        {
            _("Datos al"): lambda r: r["data_as_of"],
            _("Fuente"): lambda r: shorten(provenance.title(r["source_id"]), 50),
            _("Qué"): lambda r: label("record", r["entity"]),
            _("Registro"): _record,
            _("Cambio"): lambda r: label("revision_kind", r["kind"]),
            _("Campo"): lambda r: _field(f"fct_{r['entity']}", r),
            _("Antes"): lambda r: _value(r, "old_value", "added"),
            _("Ahora"): lambda r: _value(r, "new_value", "removed"),
        },
        key="revisions",
        cards=True,
    )
    _pages(count)
    export.button(
        "fct_revision",
        lambda: {"fct_revision": history.revisions(filters, place, export.MOST_ROWS)[1]},
        {**filters, "territory_id": place.id if place else None},
    )
    with st.expander(_("De qué archivos vienen")):
        used = {
            (r["source_id"], v) for r in found for v in (r["old_vintage_id"], r["new_vintage_id"])
        }
        provenance.table(
            [{"source_id": s, "vintage_id": v} for s, v in sorted(used, key=str) if v],
            key="revision_sources",
        )


def _value(row: Row, column: str, absent_when: str) -> object:
    """The value; a record that was not there has none rather than a missing one."""
    if row["kind"] == absent_when:
        return _("no estaba")
    if row["field"] is None:
        return _("está")
    return fields.value(f"fct_{row['entity']}", row["field"], row[column], _country(row))


def _field(table: str, row: Row) -> str:
    if row["field"] in (None, "*"):
        return _("todo el registro")
    return fields.name(table, row["field"])


def _country(row: Row) -> str:
    """The country that a record's key begins with."""
    return str(row["record_key"])[:2]


def _record(row: Row) -> object:
    """The record, with a link where it has a page."""
    parts = str(row["record_key"]).split("|")
    if len(parts) == 2 and row["entity"] in ("project", "contract"):
        country, code = parts
        page = str(row["entity"])
        return tables.inner(code, urls.address(page, **{"country": country, page: code}))
    return " · ".join(part for part in parts if part)


def _kept(row: Row, column: str) -> str | None:
    return fields.value(row["table_name"], str(row["field"]), row[column], _country(row))


def _corrections(place: Place | None) -> None:
    if not published.has("fct_correction"):
        states.empty(_("Esta edición no registra correcciones."))
        return
    with st.container(horizontal=True, key="filters"):
        what = urls.choose(
            _("Tabla"), history.choices("fct_correction", "table_name"), "table",
            everything=_("Todas"), words=datasets.title, width=240,
        )  # fmt: skip
        cause = urls.choose(
            _("Causa"), history.choices("fct_correction", "cause"), "cause",
            everything=_("Todas"), words=lambda c: label("cause", c), width=240,
        )  # fmt: skip
    filters = {"what": what, "cause": cause}
    count, found = history.corrections(filters, place, PAGE_SIZE, _offset())
    if count and not found:
        count, found = history.corrections(filters, place, PAGE_SIZE)
    if not count:
        states.empty(_("Ninguna cifra cambió respecto de ediciones anteriores con estos filtros."))
        return
    st.markdown(f"**{safe(_('Cambios encontrados: {n}').format(n=formats.number(count)))}**")
    tables.show(
        found,
        {
            _("Edición"): lambda r: r["edition_id"],
            _("Tabla"): lambda r: datasets.title(r["table_name"]),
            _("Registro"): lambda r: " · ".join(p for p in str(r["record_key"]).split("|") if p),
            _("Campo"): lambda r: _field(r["table_name"], r),
            _("Antes"): lambda r: _kept(r, "old_value"),
            _("Ahora"): lambda r: _kept(r, "new_value"),
            _("Causa"): lambda r: label("cause", r["cause"]),
            _("Nota"): lambda r: r["note"] or "–",
        },
        key="corrections",
        cards=True,
    )
    _pages(count)
    export.button(
        "fct_correction",
        lambda: {"fct_correction": history.corrections(filters, place, export.MOST_ROWS)[1]},
        {**filters, "territory_id": place.id if place else None},
    )


if __name__ == "__main__":
    render()
