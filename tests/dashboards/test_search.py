"""Search forgives accents and slips, and never picks silently."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboards.queries import places
from dashboards.queries.search import search


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
