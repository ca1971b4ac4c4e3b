"""Every link that a page offers to take away leads to something."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from dashboards.embed import links
from dashboards.i18n import set_language
from dashboards.queries import places

ROUTER = str(Path(links.__file__).parent.parent / "router.py")
TARGET = re.compile(r"\]\((/(?:ficha|feed|descargas|embed)/[^)]+)\)")


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("code", ["PE-180106", "CO-50568", "PE-08"])
def test_links_of_a_place_answer(
    web: TestClient, monkeypatch: pytest.MonkeyPatch, code: str, language: str
) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(links.st, "markdown", drawn.append)
    set_language(language)
    place = places.find(code)
    assert place is not None
    links.of_place(place, "1999", None)
    links.of_project("CO", "2021505680012")
    set_language("es")
    found = TARGET.findall("\n".join(drawn))
    assert len(found) >= 5
    for address in found:
        assert web.get(address).status_code == 200, address


def test_the_page_of_a_place_offers_its_factsheet(web: TestClient) -> None:
    page = AppTest.from_file(ROUTER, default_timeout=30)
    page.query_params["entity"] = "PE-180106"
    page.query_params["year"] = "2012"
    page.run()
    assert not page.exception
    drawn = "\n".join(block.value for block in page.markdown)
    assert "/ficha/PE/PE-180106.pdf?year=2012&scope=own_government" in drawn
