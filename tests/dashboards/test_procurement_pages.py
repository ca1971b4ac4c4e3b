"""Contract, company and public body: their facts and links, and nobody who is a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboards.queries import procurement
from dashboards.queries.search import search
from tests.dashboards.test_pages import open_page, texts


def test_a_contract_shows_its_states_and_links(edition: Path) -> None:
    shown = texts(open_page("contract", contract="CO1.PCCNTR.100", country="CO"))
    assert "COP 13.100,0 millones" in shown
    assert "Aprobado" in shown  # an earlier state
    assert "COP 9.000,0 millones" in shown
    assert "Licitación pública" in shown
    assert "adjudicado" in shown.lower()
    assert "No hay compromiso vinculado" in shown
    assert "9f86d081884c" in shown  # hash of the file it comes from


def test_a_contract_without_links_says_the_rule(edition: Path) -> None:
    shown = texts(open_page("contract", contract="CO1.PCCNTR.200", country="CO"))
    assert "No hay proyecto vinculado" in shown
    assert "Solo se conoce el estado actual" in shown
    assert "no hace páginas de personas naturales" in shown


def test_a_company_has_a_page_and_a_person_has_none(edition: Path) -> None:
    shown = texts(open_page("supplier", supplier="900123456", country="CO"))
    assert "Constructora Ejemplo S.A.S." in shown
    assert "Municipio de Puerto Gaitán" in shown
    refused = texts(open_page("supplier", supplier="7f3a9c", country="CO"))
    assert "Esta edición no tiene página para el proveedor" in refused
    assert "CO1.PCCNTR.200" not in refused
    assert procurement.supplier("CO", "7f3a9c") is None
    assert not [hit for hit in search("persona natural") if hit.kind == "supplier"]


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"country": "CO", "code": "892099325"}, "CO1.PCCNTR.100"),
        ({"country": "CO", "code": "0"}, "no contiene ninguna entidad «0»"),
        ({}, "Se llega a una entidad"),
    ],
)
def test_public_body(edition: Path, params: dict[str, str], said: str) -> None:
    assert said in texts(open_page("body", **params))


def test_companies_and_bodies_are_found_by_name(edition: Path) -> None:
    kinds = {(hit.kind, hit.id) for hit in search("constructora ejemplo")}
    assert ("supplier", "900123456") in kinds
    assert ("body", "892099325") in {(hit.kind, hit.id) for hit in search("municipio de puerto")}


def test_pages_in_english(edition: Path) -> None:
    shown = texts(open_page("contract", contract="CO1.PCCNTR.100", country="CO", lang="en"))
    assert "Process it came from" in shown
    shown = texts(open_page("supplier", supplier="900123456", country="CO", lang="en"))
    assert "Public bodies it contracts with" in shown
    shown = texts(open_page("body", code="892099325", country="CO", lang="en"))
    assert "Procurement processes" in shown


def test_panels_show_an_interval_of_ranks_or_why_there_is_none(edition: Path) -> None:
    shown = texts(open_page("body", code="892099325", country="CO"))
    assert "entre 2 y 9 de 30" in shown
    assert "41,25" in shown
    shown = texts(open_page("territory", entity="CO-85410"))
    assert "se conoce menos del 60 %" in shown
    assert "sin puesto: muy pocos con quienes comparar" in shown
    assert "41,25" not in shown


def test_a_process_shows_its_offers_and_its_contracts(edition: Path) -> None:
    shown = texts(open_page("process", process="CO1.BDOS.1", country="CO"))
    assert "COP 9.500,0 millones" in shown
    assert "1 oct. 2021" in shown
    assert "Quiénes ofertaron" in shown
    assert "CO1.PCCNTR.100" in shown
    assert "no contiene ningún proceso" in texts(open_page("process", process="x"))
    assert "Offers until" in texts(open_page("process", process="CO1.BDOS.1", lang="en"))
