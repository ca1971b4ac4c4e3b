"""A procurement process: what was sought, its dates, who offered, what came of it, its signals."""

from __future__ import annotations

import streamlit as st

from dashboards.components import (
    computed,
    export,
    lists,
    parties,
    provenance,
    results,
    states,
    tables,
    urls,
)
from dashboards.components.labels import label
from dashboards.components.text import link, safe, shorten
from dashboards.i18n import _, formats
from dashboards.published import Row
from dashboards.queries import places, procurement, signals, works


def render() -> None:
    """One process, or the search when the address names none."""
    code = urls.get("process")
    row = procurement.process(code, urls.get("country")) if code else None
    if row is None:
        st.title(_("Proceso"), anchor=False)
        if code:
            states.unknown(
                _("Esta edición no contiene ningún proceso con el código «{code}».").format(
                    code=code
                )
            )
        results.box()
        return
    st.title(safe(shorten(row["title"] or row["process_id"], 200)), anchor=False)
    st.caption(safe(f"{row['process_id']} · {label('country', row['country'])}"))
    _facts(row)
    _offers(row)
    _awards(row)
    _contracts(row)
    _signals(row)
    export.button(
        "fct_process",
        lambda: {"fct_process": [row], "fct_contract": procurement.contracts_of_process(row)},
        {"country": row["country"], "process_id": row["process_id"]},
    )


def _facts(row: Row) -> None:
    country = row["country"]

    def moment(column: str) -> str | None:
        return formats.moment(row[f"{column}_at"] or row[column])

    left, right = st.columns(2, gap="large")
    with left:
        tables.facts(
            [
                (_("Estado según la fuente"), row["status_raw"]),
                (_("Modalidad"), row["method_details"] or label("method", row["method"])),
                (_("Compra"), row["buyer_name"]),
            ]
        )
        parties.go_body(country, row["buyer_code"], row["buyer_name"])
        place = places.index().get(row["territory_id"] or "")
        if place:
            urls.go("territory", safe(place.label), country=country, entity=place.id)
    with right:
        tables.facts(
            [
                (
                    _("Valor estimado"),
                    formats.money(row["estimated_value"], row["currency"], country),
                ),
                (_("Unidad"), formats.unit_phrase(row["currency"])),
                (_("Publicado"), row["published_on"]),
                (_("Recibe ofertas desde"), moment("tender_start")),
                (_("Recibe ofertas hasta"), moment("tender_end")),
                (_("Adjudicado el"), row["awarded_on"]),
                (_("Participantes"), formats.number(row["bidders"], country)),
            ]
        )
    provenance.line([row["source_id"]], None, [row["vintage_id"]])
    if row["url"]:
        st.markdown(link(_("Ver el registro oficial"), row["url"]))
    parties.origin([row], "process")
    known = {"process_id": row["process_id"], "country": row["country"]}
    computed.show([(_("Proceso"), computed.record_sql("fct_process", **known))])
    if row["project_code"]:
        project = works.project(row["project_code"], country)
        if project:
            name = shorten(project["name"] or row["project_code"], 140)
            urls.go("project", safe(name), country=country, project=row["project_code"])


def _offers(row: Row) -> None:
    st.header(_("Quiénes ofertaron"), anchor=False)
    found = procurement.bids_of_process(row)
    if not found:
        states.empty(_("La fuente no publica las ofertas de este proceso."))
        return
    tables.show(
        found,
        {
            _("Oferta de"): lambda r: shorten(parties.named(r["tenderers"]), 90) or None,
            _("Monto"): lambda r: formats.money(r["amount"], r["currency"], row["country"]),
            _("Presentada"): lambda r: r["submitted_at"],
            _("Estado"): lambda r: label("bid_status", r["status"]),
        },
        numeric=[_("Monto")],
        key="bids",
        cards=True,
    )


def _awards(row: Row) -> None:
    found = procurement.awards_of(row)
    if not found:
        return
    st.header(_("Adjudicaciones"), anchor=False)
    tables.show(
        found,
        {
            _("Adjudicado el"): lambda r: r["awarded_on"],
            _("A quién"): lambda r: shorten(parties.named(r["suppliers"]), 80),
            _("Monto"): lambda r: formats.money(r["amount"], r["currency"], row["country"]),
        },
        numeric=[_("Monto")],
        key="awards",
        cards=True,
    )


def _contracts(row: Row) -> None:
    st.header(_("Contratos que salieron de él"), anchor=False)
    found = procurement.contracts_of_process(row)
    if found:
        lists.contracts(found, row["country"])
        return
    states.empty(
        _(
            "No hay contrato vinculado: se une por el código de proceso que publica el contrato, y "
            "ningún contrato cargado publica este."
        )
    )


def _signals(row: Row) -> None:
    st.header(_("Señales"), anchor=False)
    found = signals.of_subject("process", row["process_id"], row["country"])
    if not found:
        states.empty(_("Ninguna regla se cumplió aquí con los datos cargados."))
    lists.signals(found)


if __name__ == "__main__":
    render()
