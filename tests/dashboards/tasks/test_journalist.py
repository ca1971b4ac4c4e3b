"""Tasks J1 to J8: a reporter quotes, compares, embeds and is told of changes."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import python_calamine

from tests.dashboards.tasks.conftest import later_edition
from tests.dashboards.tasks.visitor import Visitor


def test_j1_a_sentence_to_quote_from_a_phone(phone: Any, sample: str) -> None:
    visitor = Visitor(phone, sample).arrive().search("ilo")
    visitor.follow("Ilo — municipio o distrito", wait="Copiar la frase con su cita")
    visitor.unfold("Copiar la frase con su cita").within(3)
    quote = phone.locator("[data-testid=stExpander] code").last.inner_text().replace("\u00a0", " ")
    assert "la municipalidad de Ilo" in quote
    assert "S/ " in quote
    assert "Veta, edición" in quote
    assert "a partir de" in quote
    again = Visitor(phone, sample).arrive(phone.url.removeprefix(sample))
    assert quote.split("\n")[0][:60] in again.text


def test_j2_who_gained_and_who_lost(visitor: Visitor) -> None:
    visitor.arrive("/territorio?entity=PE-18&year=2025")
    visitor.follow("Quién recibió más y quién menos que antes", wait="Frente a").within(1)
    cells = visitor.table("moves")
    assert cells[0] == ["Lugar", "2024", "2025", "Cambio", "Cambio %"]
    assert any(row[3].startswith("+S/") for row in cells[1:])
    assert any("−" in row[3] for row in cells[1:])
    assert all(row[4] == "–" or "%" in row[4] for row in cells[1:])
    assert visitor.page.locator("[data-testid=stVegaLiteChart]").count() >= 1
    nominal = cells[1]
    visitor.choose("Precios", "Constantes").sees("constantes de 20")
    assert visitor.table("moves")[1][3] != nominal[3]
    visitor.within(2)


def test_j3_excel_without_accidents(visitor: Visitor) -> None:
    visitor.arrive("/variaciones?entity=PE-02&year=2025")
    path = visitor.take("Descargar en Excel")
    visitor.within(1)
    book = python_calamine.CalamineWorkbook.from_path(path)
    assert book.sheet_names == ["LÉEME", "datos", "diccionario", "fuentes", "correcciones"]
    with zipfile.ZipFile(path) as parts:
        sheets = [parts.read(n).decode() for n in parts.namelist() if "/sheet" in n]
    assert any("<autoFilter" in sheet and "<pane " in sheet for sheet in sheets)
    assert not any("<f>" in sheet for sheet in sheets)  # nothing that a spreadsheet would run
    head, *rows = book.get_sheet_by_name("datos").to_python()
    codes = [row[head.index("official_code")] for row in rows]
    assert all(isinstance(code, str) for code in codes)
    assert any(code.startswith("0") for code in codes)
    assert "Áncash" in [row[head.index("name")] for row in rows]
    meanings = dict(row[:2] for row in book.get_sheet_by_name("diccionario").to_python())
    assert all(meanings.get(name) for name in head), [n for n in head if not meanings.get(n)]


def test_j4_to_the_source(visitor: Visitor) -> None:
    visitor.arrive("/territorio?entity=PE-180106&year=2024").unfold("De qué archivos vienen")
    cells = visitor.table("chain_sources")
    assert {"Fuente", "Descargado", "Archivo", "SHA-256"} <= set(cells[0])
    assert all(row[cells[0].index("SHA-256")] for row in cells[1:])
    assert all(row[cells[0].index("Descargado")] != "sin dato" for row in cells[1:])
    visitor.within(1)
    copies = visitor.page.get_by_role("link", name="copia archivada")
    if copies.count():
        address = copies.first.get_attribute("href")
        body = visitor.page.request.get(f"{visitor.base}/{address.lstrip('./')}").body()
        assert hashlib.sha256(body).hexdigest()[:12] in {
            row[cells[0].index("SHA-256")] for row in cells[1:]
        }


def test_j5_namesakes_are_never_picked_silently(visitor: Visitor) -> None:
    visitor.arrive().search("la jagua")
    visitor.sees("La Jagua de Ibirico", "La Jagua del Pilar")
    told = visitor.text
    assert "Cesar" in told
    assert "La Guajira" in told
    visitor.search("san marcos").sees("Sucre", "Áncash")
    visitor.within(2)


def test_j6_a_chart_in_another_page(visitor: Visitor, page: Any, sample: str) -> None:
    visitor.arrive("/?entity=PE-180106&year=2024")
    offered = page.get_by_role("link", name="Gráficos para incrustar").get_attribute("href")
    page.goto(sample + offered)
    code = page.locator("code").first.inner_text()
    assert code.startswith('<iframe src="')
    address = code.split('"')[1]
    path, _mark, query = address.partition("?")
    picture = page.request.get(f"{path}.svg?{query}")
    assert picture.status == 200
    drawn = picture.text()
    for burnt_in in ("Torata", "2024", "Fuente", "edici"):
        assert burnt_in in drawn
    blank = f"<!doctype html><title>x</title>{code}"  # somebody else's page, on another host
    page.route("http://otro.example/", lambda r: r.fulfill(body=blank, content_type="text/html"))
    page.goto("http://otro.example/")
    framed = page.frame_locator("iframe").get_by_role("img").first
    assert "Torata" in framed.get_attribute("aria-label")
    assert page.request.get(f"{path}.png?{query}").body().startswith(b"\x89PNG")


ATOM = "{http://www.w3.org/2005/Atom}"
# A figure of Torata that an edition corrects, as the pipeline writes it.
CORRECTED = (
    "fct_money_chain", "PE-180106|2024|18|own_government", "accrued", "2900000.00", "2925000.00",
    "our_error", "Muestra",
)  # fmt: skip


def test_j7_be_told(visitor: Visitor, page: Any, sample_data: Path) -> None:
    visitor.arrive("/?entity=PE-180106")
    address = page.get_by_role("link", name="Avisos de cambios").get_attribute("href")

    def entries() -> dict[str, str]:
        feed = ElementTree.fromstring(page.request.get(visitor.base + address).text())
        assert "Torata" in feed.findtext(f"{ATOM}title")
        found = list(feed.iter(f"{ATOM}entry"))
        assert all(entry.findtext(f"{ATOM}updated") for entry in found)
        return {e.findtext(f"{ATOM}id"): "".join(e.itertext()) for e in found}

    before = entries()
    with later_edition(sample_data, "2026.97.0", CORRECTED):
        [new] = [text for key, text in entries().items() if key not in before]
    for told in ("2026.97.0", "2,900,000", "2,925,000"):
        assert told in new


def test_j8_was_it_corrected(visitor: Visitor, sample_data: Path) -> None:
    with later_edition(sample_data, "2026.98.0", CORRECTED):
        visitor.arrive("/?entity=PE-180106").follow("Qué cambió en este lugar", wait="Torata")
        visitor.choose("Quién cambió", "Veta, entre ediciones").within(2)
        told = visitor.text
        head, *rows = visitor.table("corrections")
    assert "Torata, Mariscal Nieto, Moquegua" in told
    assert {"Edición", "Registro", "Campo", "Antes", "Ahora", "Causa"} <= set(head)
    assert any({"S/ 2,900,000.00", "S/ 2,925,000.00", "error nuestro"} <= set(row) for row in rows)
    assert "Si ve un error, avise a quien opera esta instalación: errores@ejemplo.pe" in told


def test_j5_real_namesakes(page: Any, real: str) -> None:
    visitor = Visitor(page, real).arrive().search("san antonio")
    visitor.sees("San Antonio")
    lines = page.locator(".st-key-hits_place a").all_inner_texts()
    assert len(lines) > 3
    assert len(set(lines)) == len(lines)  # each told apart


def test_j2_real_cusco(page: Any, real: str, tmp_path: Path) -> None:
    visitor = Visitor(page, real).arrive("/variaciones?entity=PE-08&year=2012")
    cells = visitor.table("moves")
    assert cells[0][1:3] == ["2011", "2012"]
    assert "Base pequeña" in visitor.text or len(cells) > 20
