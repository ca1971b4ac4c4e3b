"""Project: what is known of one work, each state it was seen in, where, and its contracts."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboards import published
from dashboards.components import (
    charts,
    computed,
    lists,
    observe,
    parties,
    provenance,
    results,
    states,
    tables,
    urls,
)
from dashboards.components.labels import label
from dashboards.components.text import link, safe
from dashboards.embed import links
from dashboards.i18n import _, formats, pick
from dashboards.published import Row
from dashboards.queries import places, signals, works


def render() -> None:
    """One project, or the search when the address names none."""
    code = urls.get("project")
    row = works.project(code, urls.get("country")) if code else None
    if row is None:
        st.title(_("Proyecto"), anchor=False)
        if code:
            states.unknown(
                _("Esta edición no contiene ningún proyecto con el código «{code}».").format(
                    code=code
                )
            )
        results.box()
        return
    st.title(safe(row["name"] or row["project_code"]), anchor=False)
    code_name = "CUI" if row["country"] == "PE" else "BPIN"
    st.caption(safe(f"{code_name} {row['project_code']} · {label('country', row['country'])}"))
    _facts(row)
    _funding(row)
    _places(row)
    _states(row)
    _contracts(row)
    _signals(row)
    known = places.index()
    found = works.project_places(row["project_code"], row["country"])
    observe.section(
        "project",
        f"{row['country']}|{row['project_code']}",
        row["country"],
        [known[p["territory_id"]] for p in found if p["territory_id"] in known],
    )
    links.of_project(row["country"], row["project_code"])


def _facts(row: Row) -> None:
    country = row["country"]

    def amount(column: str) -> str:
        return formats.money(row[column], row["currency"], country)

    left, right = st.columns(2, gap="large")
    with left:
        tables.facts(
            [
                (_("Estado"), label("project_status", row["status"])),
                (_("Estado según la fuente"), row["status_raw"]),
                (_("Sector"), row["sector"]),
                (_("Ejecuta"), row["executor_name"]),
                (_("Aprobado"), row["approved_on"]),
                (_("Fecha de inicio"), row["started_on"]),
                (_("Fin previsto"), row["planned_end_on"]),
                (_("Fin"), row["ended_on"]),
            ]
        )
        parties.go_body(row["country"], row["executor_code"], row["executor_name"])
    with right:
        tables.facts(
            [
                (_("Valor total"), amount("total_value")),
                (_("De regalías"), amount("royalty_value")),
                (_("Pagado"), amount("paid")),
                (_("Avance físico"), formats.percent(row["physical_progress_pct"], country)),
                (_("Avance financiero"), formats.percent(row["financial_progress_pct"], country)),
                (_("Unidad"), formats.unit_phrase(row["currency"])),
            ]
        )
    provenance.line([row["source_id"]], row["data_as_of"], [row["vintage_id"]])
    if row["url"]:
        st.markdown(link(_("Ver el registro oficial"), row["url"]))
    key = {"project_code": row["project_code"], "country": row["country"]}
    queries = [(_("Proyecto"), computed.record_sql("fct_project", **key))]
    if published.has("fct_project_funding"):
        queries.append((_("De qué fondos sale"), computed.record_sql("fct_project_funding", **key)))
    computed.show(queries)


def _funding(row: Row) -> None:
    found = works.project_funding(row["project_code"], row["country"])
    if not found:
        return
    st.header(_("De qué fondos sale"), anchor=False)

    def amount(column: str) -> Callable[[Row], str]:
        return lambda r: formats.money(r[column], r["currency"], r["country"])

    tables.show(
        found,
        {
            _("Período"): lambda r: r["fiscal_period"],
            _("Fondo"): lambda r: pick(r, "name") or r["stream_label"],
            _("De quién es"): lambda r: r["beneficiary_name"],
            _("Aprobado"): amount("approved"),
            _("Comprometido"): amount("committed"),
            _("Pagado"): amount("paid"),
        },
        numeric=[_("Aprobado"), _("Comprometido"), _("Pagado")],
        key="funding",
        cards=True,
    )
    lists.sourced(found, "funding")


def _places(row: Row) -> None:
    known = places.index()
    found = [
        known[p["territory_id"]]
        for p in works.project_places(row["project_code"], row["country"])
        if p["territory_id"] in known
    ]
    st.header(_("Dónde"), anchor=False)
    if not found:
        states.empty(_("La fuente no dice en qué municipio está este proyecto."))
    for place in found:
        urls.go("territory", safe(place.label), country=place.country, entity=place.id)


def _states(row: Row) -> None:
    found = works.project_states(row["project_code"], row["country"])
    st.header(_("Estados en que se ha visto"), anchor=False)
    if not found:
        states.empty(_("Solo se conoce el estado actual: hay una sola versión de la fuente."))
        return
    charts.progress(found, _("Avance físico y financiero en cada fecha"))
    tables.show(
        found,
        {
            _("Datos al"): lambda r: r["data_as_of"],
            _("Estado según la fuente"): lambda r: r["status_raw"],
            _("Valor total"): lambda r: formats.money(
                r["total_value"], r["currency"], r["country"]
            ),
            _("Avance físico"): lambda r: formats.percent(r["physical_progress_pct"], r["country"]),
            _("Avance financiero"): lambda r: formats.percent(
                r["financial_progress_pct"], r["country"]
            ),
        },
        numeric=[_("Valor total"), _("Avance físico"), _("Avance financiero")],
        key="states",
        cards=True,
    )
    lists.sourced(found, "states")


def _contracts(row: Row) -> None:
    st.header(_("Contratos vinculados"), anchor=False)
    found = works.contracts_of_project(row["project_code"], row["country"])
    if found:
        lists.contracts(found, row["country"])
        return
    states.empty(
        _(
            "No hay contrato vinculado. Veta solo une un contrato con un proyecto cuando el "
            "contrato publica el código del proyecto o un registro oficial los une; puede haber "
            "otros."
        )
    )


def _signals(row: Row) -> None:
    found = signals.of_subject("project", row["project_code"], row["country"])
    if found:
        st.header(_("Señales de este proyecto"), anchor=False)
        lists.signals(found)


if __name__ == "__main__":
    render()
