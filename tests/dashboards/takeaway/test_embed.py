"""Embeds, pictures, previews of links, catalogue and sitemap."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from dashboards.api.words import words
from dashboards.embed import kinds, preview
from dashboards.embed.pictures import WORDS
from dashboards.queries.places import Point

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SVG = "{http://www.w3.org/2000/svg}"
CHARTS = (
    "/embed/territorio/PE-180106/chain",
    "/embed/territorio/PE-180106/peers",
    "/embed/territorio/PE-180106/series",
    "/embed/territorio/PE-180106/compare",
    "/embed/territorio/PE-18/moves",
    "/embed/proyecto/CO/2021505680012/progress",
)


def words_of(svg: str) -> str:
    """Text that stands in the picture itself."""
    return " ".join("".join(t.itertext()) for t in ElementTree.fromstring(svg).iter(f"{SVG}text"))


@pytest.mark.parametrize("address", CHARTS)
def test_a_picture_carries_title_source_and_date(web: TestClient, address: str) -> None:
    answer = web.get(f"{address}.svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    told = words_of(answer.text)
    assert "DATOS SINTÉTICOS" in told
    assert "Fuente: " in told
    assert re.search(r"Datos al \d+ \w+\. \d{4}\.", told)
    assert "edición 2026.11.0. veta.example/" in told
    png = web.get(f"{address}.png?lang=en")
    assert png.content[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(png.content[16:20], "big") > 1200


@pytest.mark.parametrize("address", CHARTS)
def test_any_site_may_frame_the_page_and_it_runs_nothing(web: TestClient, address: str) -> None:
    page = web.get(address)
    policy = page.headers["content-security-policy"]
    assert "frame-ancestors *" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert "<script" not in page.text
    assert 'role="img"' in page.text
    assert re.search(r'aria-label="[^"]{20,}"', page.text)
    assert (
        "frame-ancestors 'self'" in web.get("/ficha/PE/180106").headers["content-security-policy"]
    )


def test_every_chart_of_a_place_is_offered_with_its_code(web: TestClient) -> None:
    page = web.get("/embed/territorio/PE-180106?year=2012&lang=en")
    assert page.status_code == 200
    framed = re.findall(r"&lt;iframe src=&quot;([^&]+)", page.text)
    found = [address.rpartition("/")[2].partition("?")[0] for address in framed]
    assert found == ["chain", "peers", "series", "compare"]
    for source in re.findall(r'<img src="([^"]+)"', page.text):
        address = source.replace("&amp;", "&").removeprefix("http://veta.example")
        assert web.get(address).headers["content-type"] == "image/svg+xml"
    assert web.get("/embed/territorio/PE-08").status_code == 404


def test_choices_of_a_chart_are_in_its_address(web: TestClient) -> None:
    told = words_of(web.get("/embed/territorio/PE-18/moves.svg?year=2011&lang=en").text)
    assert "2011 against 2010" in told
    pair = web.get("/embed/territorio/PE-180106/compare.svg?year=2012&with=PE-180104").text
    assert "Torata" in words_of(pair)
    assert "Samegua" in words_of(pair)
    assert "Línea punteada: la mediana, S/" in words_of(pair)
    assert "de todas las fuentes" in words_of(pair)
    refused = web.get("/embed/territorio/PE-18/moves?against=1999&lang=en")
    assert (refused.status_code, refused.json()["code"]) == (404, "no_period")


def test_a_map_is_a_picture_too(web: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = [Point("PE-180106", "Torata", -17.1, -70.8), Point("PE-180301", "Ilo", -17.6, -71.3)]
    monkeypatch.setattr(kinds.places, "points_of", lambda _codes: inside)
    told = words_of(web.get("/embed/territorio/PE-18/map.svg?year=2012").text)
    assert "Lugares con dato: 1; sin dato" in told
    assert "Fuente: " in told
    monkeypatch.setattr(kinds.places, "points_of", lambda _codes: [])
    assert web.get("/embed/territorio/PE-18/map").json()["code"] == "nothing_to_draw"


def test_what_cannot_be_drawn_is_said(web: TestClient) -> None:
    for address, code in (
        ("/embed/territorio/PE-08/chain", "nothing_to_draw"),
        ("/embed/territorio/CO-50568/peers", "nothing_to_draw"),
        ("/embed/territorio/PE-999999/chain", "unknown_territory"),
        ("/embed/territorio/PE-180106/pie", "not_in_list"),
        ("/embed/territorio/PE-180106/chain.gif", "not_in_list"),
        ("/embed/territorio/PE-180106/chain?year=1999", "no_period"),
        ("/embed/proyecto/CO/0/progress", "not_found"),
    ):
        answer = web.get(address)
        assert (answer.status_code, answer.json()["code"]) == (404, code), address


def test_names_from_outside_cannot_break_out_of_the_picture(web: TestClient) -> None:
    answer = web.get("/embed/proyecto/CO/2022505680099/progress")
    assert answer.status_code in (200, 404)
    assert "<img" not in answer.text


def test_the_catalogue_names_every_package_and_its_checksums(
    web: TestClient, data_dir: Path
) -> None:
    told = web.get("/catalogo.jsonld?lang=en")
    assert told.headers["content-type"] == "application/ld+json"
    found = told.json()
    (dataset,) = found["dcat:dataset"]
    assert "[SYNTHETIC DATA]" in found["dcterms:title"]["@value"]
    folder = data_dir / "published/2026.11.0/downloads/fct_money_chain"
    sums = dict(
        reversed(line.split("  "))
        for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    )
    for distribution in dataset["dcat:distribution"]:
        address = distribution["dcat:downloadURL"]["@id"].removeprefix("http://veta.example")
        assert web.get(address).status_code == 200
        value = distribution["spdx:checksum"]["spdx:checksumValue"]["@value"]
        assert value == sums[distribution["dcterms:title"]]


def test_every_address_of_the_sitemap_that_is_ours_answers(web: TestClient) -> None:
    tree = ElementTree.fromstring(web.get("/sitemap.xml").content)
    addresses = [str(a.text) for a in tree.iter(f"{SITEMAP}loc")]
    sheets = [a for a in addresses if "/ficha/" in a]
    assert len(sheets) == 5
    for address in sheets:
        assert web.get(address.removeprefix("http://veta.example")).status_code == 200
    robots = web.get("/robots.txt").text
    assert "Sitemap: http://veta.example/sitemap.xml" in robots


SHELL = b'<!doctype html><html lang="es"><head><title>x</title></head><body></body></html>'


def metas(path: str, **query: str) -> dict[str, str]:
    page = preview.insert(SHELL, path, query, "http://veta.example").decode()
    return dict(re.findall(r'<meta property="(og:[^"]+)" content="([^"]*)">', page))


def test_a_link_to_a_page_shows_its_sentence_and_picture(web: TestClient) -> None:
    told = metas("/", entity="PE-180106", year="2012")
    assert told["og:title"] == "Torata, Mariscal Nieto, Moquegua · 2012"
    assert told["og:description"].startswith("[DATOS SINTÉTICOS] En 2012, la municipalidad")
    picture = told["og:image"].replace("&amp;", "&").removeprefix("http://veta.example")
    assert web.get(picture).headers["content-type"] == "image/png"
    project = metas("/proyecto", project="2021505680012", country="CO", lang="en")
    assert "Physical progress 36%" in project["og:description"]
    assert "Puerto Gaitán" in project["og:title"]
    promise = metas("/compromisos", commitment="CO-2015-01")
    assert "sustancial" in promise["og:description"]
    assert web.get(metas("/")["og:image"].removeprefix("http://veta.example")).status_code == 200
    contract = metas("/contrato", contract="CO1.PCCNTR.100", country="CO")
    assert contract["og:description"].endswith("Contrata: Municipio de Puerto Gaitán.")


def test_a_link_to_a_signal_shows_its_figures_and_no_verdict(web: TestClient) -> None:
    known = {"signal": "FX-15", "subject": "2021505680012", "period": "2024"}
    told = metas("/senales", **known)
    assert "el umbral de la regla es" in told["og:description"]
    assert told["og:description"].endswith("nunca un veredicto.")
    assert metas("/senales", signal="FX-15")["og:title"] == "Señales"


def test_the_shell_has_the_title_of_its_page(web: TestClient) -> None:
    for path, query, title in (
        ("/", {}, "Veta"),
        ("/datos", {}, "Datos · Veta"),
        ("/datos", {"lang": "en"}, "Data · Veta"),
    ):
        page = preview.insert(SHELL, path, query, "http://veta.example").decode()
        assert re.findall("<title>(.*?)</title>", page) == [title]


def test_the_page_of_data_is_described_for_search_engines(web: TestClient) -> None:
    page = preview.insert(SHELL, "/datos", {"lang": "en"}, "http://veta.example").decode()
    (body,) = re.findall('<script type="application/ld.json">(.*?)</script>', page)
    (dataset,) = json.loads(body)["dataset"]
    assert dataset["isAccessibleForFree"]
    for file in dataset["distribution"]:
        address = file["contentUrl"].removeprefix("http://veta.example")
        assert web.get(address).status_code == 200


def test_a_preview_is_harmless_and_never_costs_the_page(web: TestClient, empty_data: Path) -> None:
    assert preview.insert(SHELL, "/", {"entity": "PE-180106"}, "http://v") == SHELL


def test_a_preview_escapes_what_visitors_type(web: TestClient) -> None:
    page = preview.insert(SHELL, "/", {"entity": '"><script>x</script>'}, "http://v").decode()
    assert "<script" not in page
    page = preview.insert(SHELL, "/proyecto", {"project": "2022505680099"}, "http://v").decode()
    assert "<img" not in page


def test_linked_data_is_json(web: TestClient) -> None:
    assert json.loads(web.get("/catalogo.jsonld").text)["@type"] == "dcat:Catalog"


def test_every_text_has_both_languages() -> None:
    for key, told in words(WORDS).items():
        assert sorted(told) == ["en", "es"], key
