"""One forum: its own phases, actors, topics, measures, appraisal and lessons."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboards.components import lists, provenance, states, tables, urls
from dashboards.components.labels import label
from dashboards.components.text import link, safe
from dashboards.i18n import _, formats, pick
from dashboards.published import Row
from dashboards.queries import places, promises

FACT_ORDER = (
    "phase",
    "measure",
    "actor",
    "topic",
    "appraisal",
    "lesson",
    "good_practice",
    "recommendation",
)
STATES = (
    "not_assessed",
    "not_started",
    "limited",
    "substantial",
    "complete",
    "withdrawn",
    "no_evidence",
    "unclear",
)


def state_table(held: Sequence[Row]) -> None:
    """Commitments by forum and state, for the forums that hold any."""
    with_any = [row for row in held if row["commitments"]]
    if not with_any:
        return
    counts: dict[str, dict[str, int]] = {}
    for row in promises.status_counts([row["forum_code"] for row in with_any]):
        counts.setdefault(row["forum_code"], {})[row["status"]] = int(row["n"])
    used = [s for s in STATES if any(s in by_state for by_state in counts.values())]
    columns: dict[str, tables.Cell] = {_("Espacio"): lists.forum_name}
    for state in used:
        columns[label("commitment_status", state)] = _counter(counts, state)
    st.header(_("Tablero por espacio"), anchor=False)
    tables.show(
        with_any[:40],
        columns,
        numeric=[label("commitment_status", s) for s in used],
        key="board",
    )
    if len(with_any) > 40:
        st.caption(
            safe(
                _("Se muestran 40 de {n} espacios; filtre por país para ver los demás.").format(
                    n=len(with_any)
                )
            )
        )


def _counter(counts: dict[str, dict[str, int]], state: str) -> tables.Cell:
    return lambda row: formats.number(counts.get(row["forum_code"], {}).get(state, 0))


def show(row: Row) -> None:
    """Everything known of one forum."""
    st.title(safe(lists.forum_name(row)), anchor=False)
    span = " – ".join(
        dict.fromkeys(
            formats.day(row[c], row.get("period_precision"))
            for c in ("starts_on", "ends_on")
            if row[c]
        )
    )
    parts = (label("forum_kind", row["kind"]), label("country", row["country"]), span)
    st.caption(safe(" · ".join(part for part in parts if part)))
    if row["source_url"]:
        st.markdown(link(_("Ver el documento"), row["source_url"]))
    _where(row)
    _facts(row)
    _commitments(row)


def _where(row: Row) -> None:
    known = places.index()
    found = [
        known[p["territory_id"]]
        for p in promises.forum_places(row["forum_code"])
        if p["territory_id"] in known
    ]
    if not found:
        return
    st.markdown(f"**{safe(_('Dónde'))}**")
    with st.container(horizontal=True, key="forum_places"):
        for place in found[:40]:
            urls.go("territory", safe(place.label), country=place.country, entity=place.id)


def _facts(row: Row) -> None:
    found = promises.facts(row["forum_code"])
    if not found:
        return
    known = [k for k in FACT_ORDER if any(f["kind"] == k for f in found)]
    for kind in known + sorted({f["kind"] for f in found} - set(known)):
        st.header(label("fact_kind", kind), anchor=False)
        of_kind = [f for f in found if f["kind"] == kind]
        st.markdown("\n".join(f"- {_fact(f)}" for f in of_kind))
    with st.expander(_("De qué documento vienen")):
        used = {(f["source_id"], f["vintage_id"]) for f in found if f["vintage_id"]}
        provenance.table(
            [{"source_id": s, "vintage_id": v} for s, v in sorted(used)], key="fact_sources"
        )


def _fact(fact: Row) -> str:
    told = pick(fact, "text")
    line = f"**{safe(fact['name'])}**"
    if fact["value"] is not None:
        unit = f" {fact['unit']}" if fact["unit"] else ""
        decimals = 0 if float(fact["value"]).is_integer() else 2
        line += safe(f": {formats.number(fact['value'], decimals=decimals)}{unit}")
    if told and told != fact["name"]:
        line += safe(f" — {told}")
    return line


def _commitments(row: Row) -> None:
    made = promises.commitments(row["forum_code"])
    st.header(_("Compromisos"), anchor=False)
    if not made:
        states.empty(_("Las fuentes cargadas no registran compromisos de este espacio."))
        return
    lists.commitments(made)
