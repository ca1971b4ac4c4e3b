"""Public body: a buyer, an executor or a spending unit, and every record that names it."""

from __future__ import annotations

import streamlit as st

from dashboards import published
from dashboards.components import (
    composite,
    computed,
    export,
    lists,
    provenance,
    results,
    states,
    tables,
    urls,
)
from dashboards.components.labels import label
from dashboards.components.text import safe, shorten
from dashboards.i18n import _, formats, pick
from dashboards.published import Row
from dashboards.queries import places, procurement, signals


def render() -> None:
    """One body, or the search when the address names none."""
    country, code, name = urls.get("country"), urls.get("code"), urls.get("name")
    found = procurement.body(country, code, name) if country else []
    if not found:
        st.title(_("Entidad"), anchor=False)
        if code or name:
            states.unknown(
                _("Esta edición no contiene ninguna entidad «{code}».").format(code=code or name)
            )
        st.markdown(_("Se llega a una entidad desde sus contratos o sus proyectos."))
        results.box()
        return
    main = found[0]
    st.title(safe(main["name"] or main["code"]), anchor=False)
    parts = (main["code"], label("country", main["country"]))
    st.caption(safe(" · ".join(filter(None, parts))))
    others = [row["name"] for row in found[1:] if row["name"]]
    if others:
        text = _("También aparece como: {names}.").format(names="; ".join(others[:8]))
        st.caption(safe(text))
    st.caption(
        _(
            "Se une lo que lleva el mismo código; el nombre exacto solo une los proyectos cuya "
            "fuente no publica el código de quien ejecuta. Fuentes distintas pueden dar códigos "
            "distintos a la misma entidad: entonces tiene más de una página."
        )
    )
    place = places.index().get(main["territory_id"] or "")
    if place:
        urls.go("territory", safe(place.label), country=place.country, entity=place.id)
    if main["code"]:
        _spending(main)
        _contracts(main)
        _processes(main)
    _projects(main)
    _signals(main)
    country, code = main["country"], main["code"]
    export.button(
        "body",
        lambda: {
            "spending": procurement.spending_of_body(country, code) if code else [],
            "fct_contract": procurement.contracts_of_body(country, code) if code else [],
            "fct_process": procurement.processes_of_body(country, code) if code else [],
            "fct_project": procurement.projects_of_body(country, code, main["name"]),
        },
        {"country": country, "code": code or main["name"]},
    )


def _spending(body: Row) -> None:
    st.header(_("Presupuesto y gasto"), anchor=False)
    with published.noting() as asked:
        found = procurement.spending_of_body(body["country"], body["code"])
    if not found:
        states.empty(_("Ninguna fuente cargada publica gasto con este código."))
        return
    country = body["country"]
    st.caption(safe(formats.unit_phrase(found[0]["currency"])))
    tables.show(
        found,
        {
            _("Año"): lambda r: str(r["fiscal_year"]),
            _("Concepto"): lambda r: pick(r, "name") or r["stream_code"],
            _("Modificado"): lambda r: formats.money(r["current_budget"], r["currency"], country),
            _("Gastado"): lambda r: formats.money(r["accrued"], r["currency"], country),
        },
        numeric=[_("Modificado"), _("Gastado")],
        key="spending",
        cards=True,
    )
    provenance.line(
        [row["source_id"] for row in found],
        max((row["data_as_of"] for row in found if row["data_as_of"]), default=None),
        [row["vintage_id"] for row in found],
    )
    computed.show([(_("Presupuesto y gasto"), computed.as_asked(asked))])


def _contracts(body: Row) -> None:
    st.header(_("Contratos"), anchor=False)
    country, code = body["country"], body["code"]
    with published.noting() as asked:
        years = procurement.contract_years(country, code)
    if not years:
        states.empty(_("Ningún contrato vinculado: se une por el código de la entidad que compra."))
        return
    st.caption(safe(formats.unit_phrase(years[0]["currency"])))
    tables.show(
        years,
        {
            _("Año de firma"): lambda r: r["year"] or _("sin fecha"),
            _("Paga"): lambda r: label("funding", r["funding"]),
            _("Contratos"): lambda r: formats.number(r["contracts"], country),
            _("Valor"): lambda r: formats.money(r["value"], r["currency"], country),
            _("Pagado"): lambda r: formats.money(r["paid"], r["currency"], country),
        },
        numeric=[_("Contratos"), _("Valor"), _("Pagado")],
        key="contract_years",
        cards=True,
    )
    computed.show([(_("Contratos por año de firma"), computed.as_asked(asked))])
    lists.contracts(procurement.contracts_of_body(country, code), country)


def _processes(body: Row) -> None:
    st.header(_("Procesos de contratación"), anchor=False)
    country = body["country"]
    found = procurement.processes_of_body(country, body["code"])
    if not found:
        states.empty(_("Ningún proceso vinculado: se une por el código de la entidad que compra."))
        return
    tables.show(
        found,
        {
            _("Publicado"): lambda r: r["published_on"],
            _("Proceso"): lambda r: tables.inner(
                r["process_id"],
                urls.address("process", country=country, process=r["process_id"]),
            ),
            _("Registro"): lambda r: (
                tables.url(_("registro oficial"), r["url"]) if r["url"] else None
            ),
            _("Qué se buscaba"): lambda r: shorten(r["title"] or "", 100),
            _("Modalidad"): lambda r: r["method_details"] or label("method", r["method"]),
            _("Valor estimado"): lambda r: formats.money(
                r["estimated_value"], r["currency"], country
            ),
        },
        numeric=[_("Valor estimado")],
        key="processes",
        cards=True,
    )
    total = found[0]["found"]
    if total > len(found):
        st.caption(
            safe(
                _("Se muestran {shown} de {found}, los más recientes.").format(
                    shown=len(found), found=formats.number(total)
                )
            )
        )
    lists.sourced(found, "processes")


def _projects(body: Row) -> None:
    st.header(_("Proyectos que ejecuta"), anchor=False)
    found = procurement.projects_of_body(body["country"], body["code"], body["name"])
    if not found:
        states.empty(_("Ningún proyecto vinculado por el código o el nombre exacto de la entidad."))
        return
    lists.projects(found, body["country"])


def _signals(body: Row) -> None:
    st.header(_("Señales"), anchor=False)
    found = signals.of_subject("buyer", body["code"], body["country"]) if body["code"] else []
    if not found:
        states.empty(_("Ninguna regla se cumplió aquí con los datos cargados."))
    lists.signals(found[:20])
    if body["code"]:
        composite.show(signals.composites(buyer=(body["country"], body["code"])))


if __name__ == "__main__":
    render()
