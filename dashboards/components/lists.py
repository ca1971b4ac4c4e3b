"""Lists of projects, contracts, forums, commitments and signals, wherever they appear."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboards.components import parties, provenance, tables, urls
from dashboards.components.labels import label
from dashboards.components.promise_state import steps
from dashboards.components.text import safe, shorten
from dashboards.i18n import _, formats, pick
from dashboards.published import Row

PERSON_SHOWN = 60
CARDS = 10  # the rest of a long list goes into a table


def more(rows: Sequence[Row]) -> None:
    """Say how many rows exist beyond those shown."""
    found = rows[0].get("found") if rows else None
    if found and found > len(rows):
        st.caption(
            safe(
                _("Se muestran {shown} de {found}, los de mayor valor.").format(
                    shown=len(rows), found=formats.number(found)
                )
            )
        )


def sourced(rows: Sequence[Row], key: str) -> None:
    """Sources of the rows shown, folded."""
    used = {(row["source_id"], row["vintage_id"]): row for row in rows if row.get("vintage_id")}
    with st.expander(_("De qué archivos vienen")):
        provenance.table([{"source_id": s, "vintage_id": v} for s, v in used], key=f"{key}_sources")


def projects(rows: Sequence[Row], country: str) -> None:
    """Projects as cards that open each one's page."""
    st.caption(safe(formats.unit_phrase(rows[0].get("currency"))))
    for row in rows[:CARDS]:
        with st.container(border=True, gap="xsmall"):
            urls.go(
                "project",
                safe(shorten(row["name"] or row["project_code"], 140)),
                country=row["country"],
                project=row["project_code"],
            )
            parts = (
                f"{label('project_status', row['status'])}",
                f"{_('valor')} {formats.money(row['total_value'], row['currency'], country)}",
                *_progress(row, country),
                f"{_('datos al')} {formats.day(row['data_as_of'])}",
            )
            st.caption(safe(" · ".join(parts)))
    if len(rows) > CARDS:
        with st.expander(_("Los demás proyectos")):
            tables.show(
                rows[CARDS:],
                {
                    _("Código"): lambda r: tables.inner(
                        r["project_code"],
                        urls.address("project", country=r["country"], project=r["project_code"]),
                    ),
                    _("Proyecto"): lambda r: shorten(r["name"] or "", 110),
                    _("Estado"): lambda r: label("project_status", r["status"]),
                    _("Valor"): lambda r: formats.money(r["total_value"], r["currency"], country),
                },
                numeric=[_("Valor")],
                key="more_projects",
                cards=True,
            )
    more(rows)
    sourced(rows, "projects")


def _progress(row: Row, country: str) -> list[str]:
    """Both kinds of progress; said once when neither is published."""
    physical, financial = row["physical_progress_pct"], row["financial_progress_pct"]
    if physical is None and financial is None:
        return [_("avance sin dato")]
    return [
        f"{_('avance físico')} {formats.percent(physical, country)}",
        f"{_('avance financiero')} {formats.percent(financial, country)}",
    ]


def contracts(rows: Sequence[Row], country: str) -> None:
    """Contracts as a table with the official record of each."""
    st.caption(safe(formats.unit_phrase(rows[0].get("currency"))))
    tables.folded(
        rows,
        {
            _("Contrato"): lambda r: tables.inner(
                r["contract_id"],
                urls.address("contract", country=r["country"], contract=r["contract_id"]),
            ),
            _("Objeto"): lambda r: shorten(r["object"] or "", 110),
            _("Entidad"): lambda r: r["buyer_name"],
            _("Proveedor"): lambda r: shorten(parties.named(r["suppliers"]), PERSON_SHOWN),
            _("Valor"): lambda r: formats.money(r["current_value"], r["currency"], country),
            _("Firmado"): lambda r: r["signed_on"],
            _("Estado"): lambda r: r["status_raw"] or label("project_status", r["status"]),
            _("Paga"): lambda r: label("funding", r["funding"]),
            _("Registro"): lambda r: (
                tables.url(_("registro oficial"), r["url"]) if r["url"] else None
            ),
        },
        numeric=[_("Valor")],
        key="contracts",
        cards=True,
        others=_("Los demás contratos ({n})"),
    )
    more(rows)
    sourced(rows, "contracts")


def forums(rows: Sequence[Row]) -> None:
    """Forums as cards that open each one."""
    for row in rows:
        with st.container(border=True, gap="xsmall"):
            urls.go("commitments", safe(forum_name(row)), forum=row["forum_code"])
            span = " – ".join(
                dict.fromkeys(
                    formats.day(row[c], row.get("period_precision"))
                    for c in ("starts_on", "ends_on")
                    if row[c]
                )
            )
            parts = (
                label("forum_kind", row["kind"]),
                label("country", row["country"]),
                span,
                _("compromisos: {n}").format(n=row["commitments"]) if row["commitments"] else "",
                _("hechos y lecciones: {n}").format(n=row["facts"]) if row["facts"] else "",
            )
            st.caption(safe(" · ".join(part for part in parts if part)))


def forum_name(row: Row) -> str:
    """Name of a forum in the visitor's language where it has one."""
    from dashboards.i18n import get_language

    return str((row.get("name_en") if get_language() == "en" else None) or row["name"])


def commitments(rows: Sequence[Row]) -> None:
    """Commitments with their five-step state, each opening its own history."""
    for row in rows:
        with st.container(border=True, gap="xsmall"):
            number = f"{row['number']}. " if row["number"] else ""
            urls.go(
                "commitments",
                safe(number + shorten(row["title"], 140)),
                commitment=row["commitment_id"],
            )
            parts = [steps(row["current_status"])]
            if row["responsible"]:
                parts.append(shorten(row["responsible"], 80))
            if row["due_on"]:
                parts.append(f"{_('plazo')} {formats.day(row['due_on'], row.get('due_precision'))}")
            st.caption(safe(" · ".join(parts)))


def signal_title(row: Row) -> str:
    """`Señal: brecha físico-financiera`."""
    return _("Señal: {name}").format(name=pick(row, "name"))


def signals(rows: Sequence[Row]) -> None:
    """Signals as cards: what tripped, for whom, by how much, against whom."""
    from dashboards.components.signal_words import figures, subject

    for row in rows:
        with st.container(border=True, gap="xsmall"):
            st.markdown(
                f"**{safe(signal_title(row))}** · {safe(label('period', row['period']))}  \n"
                + safe(subject(row))
            )
            st.caption(safe(figures(row)))
            urls.go(
                "signals",
                _("Ver la regla y la evidencia"),
                **urls.carried(),
                signal=row["indicator_code"],
                subject=row["subject_id"],
                period=row["period"],
            )
