"""The rule of a peer group is readable in both languages, whatever its parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboards.components.peer_words import peer_words
from dashboards.i18n import set_language


@pytest.mark.parametrize(
    ("language", "group", "expected"),
    [
        (
            "es",
            "PE|municipality|5 000-20 000|2012|ALL|own_government",
            "Perú · municipio o distrito · de 5 000 a 20 000 habitantes · 2012 · "
            "Todas las fuentes · Solo su propio gobierno",
        ),
        ("es", "CO|in_progress", "Colombia · en ejecución"),
        ("es", "PE|local|under 5 000|ALL", "Perú · gobierno local · menos de 5 000 habitantes · "
         "Todas las fuentes"),
        ("en", "PE|500 000 and more", "Peru · 500 000 inhabitants or more"),
        ("en", "CO|Obra|2022", "Colombia · Obra · 2022"),
        ("en", "PE|population unknown", "Peru · population: no data"),
    ],
)  # fmt: skip
def test_parts_are_put_into_words(edition: Path, language: str, group: str, expected: str) -> None:
    set_language(language)
    words = peer_words(group)
    assert words is not None
    assert words.replace("\u00a0", " ") == expected


def test_no_group_has_no_words(edition: Path) -> None:
    assert peer_words(None) is None
