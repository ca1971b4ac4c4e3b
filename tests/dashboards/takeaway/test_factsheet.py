"""Factsheets: same figures as page and API, one tagged page, both languages, light HTML."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from starlette.testclient import TestClient

from dashboards import published
from dashboards.api.words import words
from dashboards.factsheet import content, parts, typeset
from dashboards.factsheet.__main__ import main
from dashboards.queries import places
from dashboards.queries.places import Place

SHEETS = ("/ficha/PE/180106", "/ficha/CO/CO-50568", "/ficha/PE/PE-08")


def text_of(body: bytes) -> str:
    """Text of a PDF with the line breaks that typesetting put in taken out."""
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages)
    return re.sub(r"\s+", " ", text)


def torata() -> Place:
    found = places.find("PE-180106")
    assert found is not None
    return found


@pytest.mark.parametrize("address", SHEETS)
@pytest.mark.parametrize("language", ["es", "en"])
def test_a_pdf_is_one_tagged_a4_page(web: TestClient, address: str, language: str) -> None:
    answer = web.get(f"{address}.pdf?lang={language}")
    assert answer.status_code == 200, answer.text
    reader = pypdf.PdfReader(io.BytesIO(answer.content))
    (page,) = reader.pages
    assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (595, 842)
    root = reader.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()
    assert "SINTÉTICOS" in text_of(answer.content) or language == "en"


def parts_of(node: object) -> Iterator[dict[str, object]]:
    """Every element of a structure tree."""
    found = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(found, list):
        for one in found:
            yield from parts_of(one)
    elif isinstance(found, dict):
        if "/S" in found:
            yield found
        if "/K" in found:
            yield from parts_of(found["/K"])


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_screen_reader_finds_title_headings_table_and_the_words_of_the_code(
    web: TestClient, language: str
) -> None:
    body = web.get(f"/ficha/PE/180106.pdf?year=2012&lang={language}").content
    reader = pypdf.PdfReader(io.BytesIO(body))
    root = reader.trailer["/Root"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Torata · 2012 · Veta 2026.11.0"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    elements = list(parts_of(root["/StructTreeRoot"]["/K"]))
    kinds = [str(e["/S"]) for e in elements]
    assert kinds.count("/H1") == 1
    assert kinds.index("/H1") < kinds.index("/H2")
    assert {"/Table", "/TH", "/TD", "/L", "/LI"} <= set(kinds)
    figures = [str(e.get("/Alt", "")) for e in elements if e["/S"] == "/Figure"]
    assert figures
    assert all("veta.example/f/PE-180106/2012" in alt for alt in figures)
    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        assert "/ToUnicode" in font
        held = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(held)


def test_pdf_html_and_api_say_the_same_to_the_cent(web: TestClient) -> None:
    api = web.get("/api/v1/money-chain?territory_id=PE-180106&fiscal_period=2012").json()["data"]
    shown = {
        f"{float(row[column]):,.2f}"
        for row in api
        for column in ("received", "initial_budget", "current_budget", "accrued", "unspent")
        if row[column] is not None
    }
    assert "94,135,000.50" in shown
    pdf = text_of(web.get("/ficha/PE/180106.pdf?year=2012&lang=en").content)
    html = web.get("/ficha/PE/180106?year=2012&lang=en").text
    for amount in shown:
        assert amount in pdf
        assert amount in html


@pytest.mark.parametrize("address", SHEETS)
def test_the_page_is_light_and_calls_nobody(web: TestClient, address: str) -> None:
    page = web.get(address)
    assert len(page.content) < 50_000
    scripts = re.findall(r"<script[^>]*>", page.text)
    assert scripts == ['<script type="application/ld+json">']
    for target in re.findall(r'(?:src|href)="([^"]+)"', page.text):
        assert target.startswith("http://veta.example/"), target


def test_a_shared_link_shows_its_sentence(web: TestClient) -> None:
    page = web.get("/ficha/PE/180106?year=2012").text
    metas = dict(re.findall(r'<meta property="(og:[^"]+)" content="([^"]*)">', page))
    assert "Torata" in metas["og:title"]
    assert "113.0" in metas["og:description"]
    assert "SINTÉTICOS" in metas["og:description"]
    picture = web.get(metas["og:image"].replace("&amp;", "&").removeprefix("http://veta.example"))
    assert picture.headers["content-type"] == "image/png"
    assert picture.content[:8] == b"\x89PNG\r\n\x1a\n"
    width = int.from_bytes(picture.content[16:20], "big")
    height = int.from_bytes(picture.content[20:24], "big")
    assert (width, height) == (1200, 630)


def test_linked_data_names_version_sources_and_distributions(web: TestClient) -> None:
    page = web.get("/ficha/PE/180106?year=2012").text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert found
    told = json.loads(found[1])
    assert told["@type"] == "Dataset"
    assert told["version"] == "2026.11.0"
    assert told["isBasedOn"][0]["name"] == "Canon por municipalidad"
    assert "license" not in told  # the source states none, so none is claimed
    kinds = {d["encodingFormat"] for d in told["distribution"]}
    assert kinds == {"application/json", "text/csv", "application/pdf"}
    for distribution in told["distribution"]:
        path = distribution["contentUrl"].removeprefix("http://veta.example")
        assert web.get(path).status_code == 200


def test_names_from_outside_are_text_not_markup(web: TestClient) -> None:
    page = web.get("/ficha/CO/CO-50568").text
    assert "<img" not in page
    assert "&lt;img src=x" in page
    assert "<img src=x onerror=alert(1)> de **vía**" in text_of(
        web.get("/ficha/CO/CO-50568.pdf").content
    )


def test_a_year_means_its_biennium_and_an_unknown_one_is_said(web: TestClient) -> None:
    assert "2023-2024" in web.get("/ficha/CO/CO-50568?year=2024").text
    answer = web.get("/ficha/CO/CO-50568?year=1999&lang=en")
    assert answer.status_code == 404
    assert "There are of: 2023-2024." in answer.json()["title"]
    assert web.get("/ficha/CO/PE-180106").status_code == 404
    assert web.get("/ficha/PE/180106?colour=red").status_code == 400


def test_a_place_without_money_says_so(web: TestClient) -> None:
    page = web.get("/ficha/PE/PE-08")
    assert page.status_code == 200
    assert "Ninguna fuente de esta edición publica dinero de Cusco" in page.text


def test_the_short_link_of_the_qr_leads_to_the_sheet(web: TestClient) -> None:
    answer = web.get("/f/PE-180106/2012?lang=en", follow_redirects=False)
    assert answer.status_code == 302
    assert answer.headers["location"] == "/ficha/PE/PE-180106?year=2012&lang=en"
    assert web.get("/f/PE-180106/2012").status_code == 200
    assert web.get("/f/XX-1").status_code == 404


def test_an_overfull_sheet_stays_one_page(web: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    long = "Mejoramiento de la vía " + "muy larga " * 12
    rows = [
        {
            "name": long, "project_code": str(n), "status": "in_progress", "total_value": None,
            "physical_progress_pct": None, "country": "PE", "currency": "PEN", "found": 500,
        }
        for n in range(100)
    ]  # fmt: skip
    monkeypatch.setattr(parts.works, "projects_in", lambda _place: rows)
    monkeypatch.setattr(parts, "missing", lambda _rows: [long * 3] * 9)
    with published.reading():
        chain = content.money.chain("PE-180106", "2012", "own_government")
        many = [{**chain[0], "name_es": f"{long} {n}"} for n in range(30)]
        monkeypatch.setattr(content.money, "chain", lambda *_: [*many, chain[1]])
        body = typeset.pdf(torata(), "2012", "es", "http://veta.example")
    assert len(pypdf.PdfReader(io.BytesIO(body)).pages) == 1


def test_the_same_edition_gives_the_same_bytes(web: TestClient) -> None:
    first = web.get("/ficha/PE/180106.pdf?year=2012")
    again = web.get(
        "/ficha/PE/180106.pdf?year=2012", headers={"if-none-match": first.headers["etag"]}
    )
    assert again.status_code == 304


def test_the_command_writes_one_or_all(
    data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["PE-180106", "2012", "--out", str(tmp_path), "--url", "https://v.example"]) == 0
    assert [p.name for p in tmp_path.iterdir()] == ["PE-180106_2012_sintetico_es.pdf"]
    assert main(["--all-in", "PE-18", "2012", "--lang", "en", "--out", str(tmp_path)]) == 0
    told = capsys.readouterr().err
    assert "[3/3]" in told
    assert len(list(tmp_path.glob("*_en.pdf"))) == 3
    assert main(["PE-180106", "1999", "--out", str(tmp_path)]) == 1
    assert main(["PE-999999", "2012", "--out", str(tmp_path)]) == 2
    assert "PE-999999" in capsys.readouterr().err


def test_the_command_says_that_nothing_is_published(
    empty_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["PE-180106", "2012"]) == 2
    assert "edición" in capsys.readouterr().err


def test_every_text_has_both_languages() -> None:
    for key, told in words(content.WORDS).items():
        assert sorted(told) == ["en", "es"], key


def test_veta_factsheet_runs_it_as_a_process(data_dir: Path, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from orchestration.cli import main as veta

    asked = ["factsheet", "PE-180106", "2012", "--out", str(tmp_path), "--url", "https://v.example"]
    assert CliRunner().invoke(veta, asked).exit_code == 0
    assert len(list(tmp_path.glob("PE-180106_2012_*.pdf"))) == 1
    assert CliRunner().invoke(veta, ["factsheet", "PE-999999"]).exit_code == 2
