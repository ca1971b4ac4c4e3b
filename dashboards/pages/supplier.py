"""Supplier: a company or consortium, its contracts, its bids and with whom. Never a person."""

from __future__ import annotations

import streamlit as st

from dashboards import published
from dashboards.components import computed, export, lists, results, states, tables, urls
from dashboards.components.labels import label
from dashboards.components.text import safe, shorten
from dashboards.i18n import _, formats
from dashboards.published import Row
from dashboards.queries import procurement


def render() -> None:
    """One company, or the reason why there is no page."""
    code, country = urls.get("supplier"), urls.get("country")
    row = procurement.supplier(country, code) if code and country else None
    if row is None:
        st.title(_("Proveedor"), anchor=False)
        if code:
            states.unknown(
                _("Esta edición no tiene página para el proveedor «{code}».").format(code=code)
            )
        st.markdown(
            _(
                "Solo las empresas y los consorcios tienen página. Una persona natural, o alguien "
                "de quien la fuente no dice qué es, nunca la tiene."
            )
        )
        results.box()
        return
    st.title(safe(row["name"] or row["supplier_id"]), anchor=False)
    kinds = " / ".join(sorted(label("supplier_kind", kind) for kind in row["kinds"]))
    st.caption(safe(f"{row['supplier_id']} · {kinds} · {label('country', row['country'])}"))
    others = sorted(set(filter(None, row["names"])) - {row["name"]})
    if others:
        text = _("También aparece como: {names}.").format(names="; ".join(others[:8]))
        st.caption(safe(text))
    _buyers(row)
    _contracts(row)
    _bids(row)
    country, code = row["country"], row["supplier_id"]
    export.button(
        "supplier",
        lambda: {
            "fct_contract": procurement.contracts_of_supplier(country, code),
            "bids_and_awards": procurement.bids_of_supplier(country, code),
        },
        {"country": country, "supplier_id": code},
    )


def _buyers(row: Row) -> None:
    st.header(_("Con qué entidades contrata"), anchor=False)
    with published.noting() as asked:
        found = procurement.buyers_of_supplier(row["country"], row["supplier_id"])
    if not found:
        states.empty(
            _(
                "Ningún contrato vinculado en esta edición: se une por el número tributario o el "
                "código del consorcio que publica la fuente."
            )
        )
        return
    st.caption(
        safe(
            _(
                "{unit}. El valor es el de todo el contrato, también cuando lo firman varios; se "
                "cuentan solo los contratos de esta edición."
            ).format(unit=formats.unit_phrase(found[0]["currency"]))
        )
    )
    tables.show(
        found,
        {
            _("Entidad"): _buyer,
            _("Contratos"): lambda r: formats.number(r["contracts"], r["country"]),
            _("De regalías"): lambda r: formats.number(r["royalty"], r["country"]),
            _("Valor"): lambda r: formats.money(r["value"], r["currency"], r["country"]),
        },
        numeric=[_("Contratos"), _("De regalías"), _("Valor")],
        key="buyers",
        cards=True,
    )
    computed.show([(_("Con qué entidades contrata"), computed.as_asked(asked))])


def _buyer(row: Row) -> object:
    if not row["buyer_code"]:
        return row["buyer_name"]
    where = urls.address("body", country=row["country"], code=row["buyer_code"])
    return tables.inner(row["buyer_name"] or row["buyer_code"], where)


def _contracts(row: Row) -> None:
    found = procurement.contracts_of_supplier(row["country"], row["supplier_id"])
    if found:
        st.header(_("Contratos"), anchor=False)
        lists.contracts(found, row["country"])


def _bids(row: Row) -> None:
    st.header(_("Ofertas y adjudicaciones"), anchor=False)
    found = procurement.bids_of_supplier(row["country"], row["supplier_id"])
    if not found:
        states.empty(_("Ninguna oferta ni adjudicación suya en las fuentes cargadas."))
        return
    tables.show(
        found,
        {
            _("Fecha"): lambda r: r["day"],
            _("Qué"): lambda r: label("bidding", r["what"]),
            _("Proceso"): lambda r: tables.url(shorten(r["title"] or "", 90), r["url"]),
            _("Entidad"): lambda r: r["buyer_name"],
            _("Monto"): lambda r: formats.money(r["amount"], r["currency"], row["country"]),
        },
        numeric=[_("Monto")],
        key="bids",
        cards=True,
    )
    lists.sourced(found, "bids")


if __name__ == "__main__":
    render()
