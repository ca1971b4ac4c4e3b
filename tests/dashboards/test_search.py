"""Search forgives accents and slips, and never picks silently."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from dashboards import published
from dashboards.queries import names, places
from dashboards.queries.search import near_codes, search
from dashboards.server import warm
from tests.dashboards.edition import build_edition


@pytest.mark.parametrize("words", ["Torata", "torata", "TORATA", "toratta", "180106", "170105"])
def test_a_place_is_found(edition: Path, words: str) -> None:
    assert search(words)[0].id == "PE-180106"


def test_namesakes_are_all_offered_with_their_department(edition: Path) -> None:
    hits = search("la jagua")
    assert {(hit.title, hit.detail) for hit in hits} == {
        ("La Jagua de Ibirico", "Cesar"),
        ("La Jagua del Pilar", "La Guajira"),
    }
    assert {hit.detail for hit in search("moquegua")} >= {"", "Mariscal Nieto, Moquegua"}


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("gaitan", "place"),
        ("via terciaria porvenir", "project"),
        ("2021505680012", "project"),
        ("alianzas prosperidad", "forum"),
        ("veedurias", "commitment"),
    ],
)
def test_other_kinds_are_found(edition: Path, words: str, kind: str) -> None:
    assert kind in {hit.kind for hit in search(words)}


@pytest.mark.parametrize("words", ["", "x", "zzzzzz", "' or 1=1 --", "%"])
def test_nothing_is_invented(edition: Path, words: str) -> None:
    assert search(words) == []


def test_codes_are_never_guessed(edition: Path) -> None:
    assert places.find("999999") is None
    assert places.find(None) is None
    found = places.find("180106")
    assert found is not None
    assert found.label == "Torata, Mariscal Nieto, Moquegua"


def test_a_mistyped_code_finds_those_like_it_of_its_own_country(edition: Path) -> None:
    assert near_codes("PE-180107")[0].id == "PE-180106"
    assert near_codes("181006")[0].id == "PE-180106"  # two figures swapped
    assert near_codes("20401", "CO")[0].id == "CO-20400"
    assert near_codes("PE-50568")[0].id == "CO-50568"  # the right figures, the wrong country
    assert {hit.country for hit in near_codes("PE-180107")} == {"PE"}
    assert near_codes("PE-999999") == []
    assert near_codes("Torata") == []


def test_the_names_of_each_edition_are_gathered_before_anybody_asks(
    empty_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm, "EVERY_S", 0.01)
    gathered: list[str] = []
    stop, found = threading.Event(), threading.Event()
    make = names._make
    monkeypatch.setattr(
        names, "_make", lambda: (gathered.append(published.current_id()), make())[1]
    )
    monkeypatch.setattr(warm.money, "examples", found.set)
    watching = threading.Thread(target=warm.watch, args=(stop,))
    watching.start()
    try:
        for edition in ("2026.11.0", "2026.11.1"):  # the first comes while nothing is published
            found.clear()
            build_edition(empty_data, edition)
            assert found.wait(20), edition
    finally:
        stop.set()
        watching.join()
    assert gathered == ["2026.11.0", "2026.11.1"]


def test_no_person_is_among_the_names(edition: Path) -> None:
    listed = names.matching([""], 500)
    people = {
        row["supplier_id"]
        for row in published.rows(
            "select supplier_id from fct_contract_supplier "
            "where coalesce(supplier_kind, 'unknown') in ('person', 'unknown')"
        )
    }
    assert people
    assert not people & {row["id"] for row in listed if row["kind"] == "supplier"}
