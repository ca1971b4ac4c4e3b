"""Contract: its facts, who signed it, the states it was seen in and what it is linked to."""

from __future__ import annotations

import streamlit as st

from dashboards.components import (
    computed,
    export,
    fields,
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
    """One contract, or the search when the address names none."""
    code = urls.get("contract")
    row = procurement.contract(code, urls.get("country")) if code else None
    if row is None:
        st.title(_("Contrato"), anchor=False)
        if code:
            states.unknown(
                _("Esta edición no contiene ningún contrato con el código «{code}».").format(
                    code=code
                )
            )
        st.markdown(_("Se llega a un contrato desde su lugar, su proyecto o su entidad."))
        results.box()
        return
    st.title(safe(shorten(row["object"] or row["contract_id"], 160)), anchor=False)
    place = places.index().get(row["territory_id"] or "")
    where = (place.label if place else "", label("country", row["country"]))
    st.caption(safe(" · ".join((f"{_('Contrato')} {row['contract_id']}", *filter(None, where)))))
    _facts(row)
    _suppliers(row)
    _states(row)
    _process(row)
    _project(row)
    _commitments(row)
    _changes(row)
    _signals(row)
    export.button(
        "fct_contract",
        lambda: {
            "fct_contract": [row],
            "fct_contract_status": procurement.contract_states(row),
        },
        {"country": row["country"], "contract_id": row["contract_id"]},
    )
    if place:
        urls.go("territory", safe(place.label), country=place.country, entity=place.id)


def _facts(row: Row) -> None:
    country = row["country"]

    def amount(column: str) -> str:
        return formats.money(row[column], row["currency"], country)

    method = " · ".join(
        filter(
            None,
            (label("method", row["method"]) if row["method"] else "", row["method_details"] or ""),
        )
    )
    left, right = st.columns(2, gap="large")
    with left:
        tables.facts(
            [
                (_("Estado según la fuente"), row["status_raw"]),
                (_("Entidad"), row["buyer_name"]),
                (_("Tipo"), row["type"]),
                (_("Modalidad"), method),
                (_("Paga"), label("funding", row["funding"])),
                (_("Firmado"), row["signed_on"]),
                (_("Fecha de inicio"), row["start_on"]),
                (_("Fin"), row["end_on"]),
                (_("Días agregados"), row["days_added"]),
            ]
        )
        parties.go_body(row["country"], row["buyer_code"], row["buyer_name"])
    with right:
        tables.facts(
            [
                (_("Valor inicial"), amount("initial_value")),
                (_("Valor vigente"), amount("current_value")),
                (_("Pagado"), amount("paid")),
                (_("De regalías"), amount("royalty_value")),
                (_("Unidad"), formats.unit_phrase(row["currency"])),
            ]
        )
    provenance.line([row["source_id"]], row["data_as_of"], [row["vintage_id"]])
    if row["url"]:
        st.markdown(link(_("Ver el registro oficial"), row["url"]))
    parties.origin([row], "contract")
    known = {"contract_id": row["contract_id"], "country": row["country"]}
    computed.show([(_("Contrato"), computed.record_sql("fct_contract", **known))])


def _suppliers(row: Row) -> None:
    st.header(_("Quién lo firmó"), anchor=False)
    found = procurement.suppliers(row)
    if not found:
        states.empty(_("La fuente no dice con quién se firmó."))
    parties.suppliers(found)


def _states(row: Row) -> None:
    st.header(_("Estados en que se ha visto"), anchor=False)
    found = procurement.contract_states(row)
    if not found:
        states.empty(_("Solo se conoce el estado actual: hay una sola versión de la fuente."))
        return
    tables.show(
        found,
        {
            _("Datos al"): lambda r: r["data_as_of"],
            _("Estado según la fuente"): lambda r: r["status_raw"],
            _("Valor"): lambda r: formats.money(r["current_value"], r["currency"], r["country"]),
            _("Pagado"): lambda r: formats.money(r["paid"], r["currency"], r["country"]),
            _("Fin"): lambda r: r["end_on"],
            _("Días agregados"): lambda r: r["days_added"],
        },
        numeric=[_("Valor"), _("Pagado"), _("Días agregados")],
        key="states",
        cards=True,
    )
    lists.sourced(found, "states")


def _process(row: Row) -> None:
    st.header(_("Proceso del que salió"), anchor=False)
    found = procurement.process_of(row) if row["process_id"] else None
    if found is None:
        states.empty(
            _(
                "No hay proceso vinculado: se une por el código de proceso que publica el "
                "contrato, y ese código no está en las fuentes cargadas."
            )
            if row["process_id"]
            else _("No hay proceso vinculado: la fuente no publica su código en este contrato.")
        )
        return
    country = row["country"]
    tables.facts(
        [
            (_("Proceso"), found["process_id"]),
            (_("Qué se buscaba"), shorten(found["title"] or "", 200)),
            (_("Modalidad"), found["method_details"] or label("method", found["method"])),
            (_("Publicado"), found["published_on"]),
            (
                _("Valor estimado"),
                formats.money(found["estimated_value"], found["currency"], country),
            ),
            (_("Participantes"), formats.number(found["bidders"], country)),
            (_("Ofertas en esta edición"), formats.number(found["bids"], country)),
            (_("Estado según la fuente"), found["status_raw"]),
        ]
    )
    if found["url"]:
        st.markdown(link(_("Ver el registro oficial"), found["url"]))
    urls.go(
        "process",
        _("Ver el proceso, sus ofertas y sus señales"),
        country=country,
        process=found["process_id"],
    )
    awards = procurement.awards_of(row)
    if awards:
        tables.show(
            awards,
            {
                _("Adjudicado el"): lambda r: r["awarded_on"],
                _("A quién"): lambda r: shorten(parties.named(r["suppliers"]), 80),
                _("Monto"): lambda r: formats.money(r["amount"], r["currency"], country),
            },
            numeric=[_("Monto")],
            key="awards",
            cards=True,
        )
    provenance.line([found["source_id"]], row["data_as_of"], [found["vintage_id"]])


def _project(row: Row) -> None:
    st.header(_("Proyecto que ejecuta"), anchor=False)
    code = row["project_code"]
    found = works.project(code, row["country"]) if code else None
    if found:
        name = shorten(found["name"] or code, 140)
        urls.go("project", safe(name), country=row["country"], project=code)
        return
    states.empty(
        _(
            "El contrato nombra el proyecto {code}, que no está en las fuentes cargadas: se une "
            "por ese código."
        ).format(code=code)
        if code
        else _("No hay proyecto vinculado: la fuente no publica su código en este contrato.")
    )


def _commitments(row: Row) -> None:
    st.header(_("Compromisos que lo nombran"), anchor=False)
    found = procurement.commitments_of(row["contract_id"])
    if not found:
        states.empty(
            _(
                "No hay compromiso vinculado: se une cuando un compromiso publica el código del "
                "contrato."
            )
        )
    lists.commitments(found)


def _changes(row: Row) -> None:
    found = procurement.revisions_of(row)
    if not found:
        return
    st.header(_("Lo que cambió quien publica"), anchor=False)
    tables.show(
        found,
        {
            _("Datos al"): lambda r: r["data_as_of"],
            _("Cambio"): lambda r: label("revision_kind", r["kind"]),
            _("Campo"): lambda r: (
                fields.name("fct_contract", r["field"]) if r["field"] else _("todo el registro")
            ),
            _("Antes"): lambda r: _value(r, "old_value"),
            _("Ahora"): lambda r: _value(r, "new_value"),
        },
        key="revisions",
        cards=True,
    )


def _value(row: Row, column: str) -> str | None:
    return fields.value("fct_contract", str(row["field"]), row[column], str(row["record_key"])[:2])


def _signals(row: Row) -> None:
    st.header(_("Señales"), anchor=False)
    found = signals.of_subject("contract", row["contract_id"], row["country"])
    if not found:
        states.empty(_("Ninguna regla se cumplió aquí con los datos cargados."))
    lists.signals(found)


if __name__ == "__main__":
    render()
