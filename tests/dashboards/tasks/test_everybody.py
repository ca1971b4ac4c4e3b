"""Tasks X1 to X9: task W1 by keyboard, screen reader, phone, in English, offline, on paper."""

from __future__ import annotations

from typing import Any

import pytest

from tests.dashboards.tasks.visitor import PATIENCE_MS, Visitor


def test_x1_keyboard_only(visitor: Visitor, page: Any) -> None:
    visitor.arrive()
    for _step in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "search":
            break
    page.keyboard.type("torata")
    page.get_by_role("link", name="Torata — municipio").wait_for()
    for _step in range(30):
        page.keyboard.press("Tab")
        if "Torata — municipio" in page.evaluate("document.activeElement.innerText || ''"):
            break
    outline = page.evaluate(
        "(() => { const s = getComputedStyle(document.activeElement);"
        " return [s.outlineStyle, s.boxShadow]; })()"
    )
    assert outline != ["none", "none"], "the focus cannot be seen"
    page.keyboard.press("Enter")
    page.wait_for_url("**entity=PE-180106**")
    assert "la municipalidad de Torata" in visitor.settled().text


def test_x2_screen_reader(visitor: Visitor, page: Any) -> None:
    visitor.arrive("/territorio?entity=PE-180106&year=2024")
    assert page.evaluate("document.documentElement.lang") == "es"
    assert "Territorio" in page.title()
    assert page.locator("h1").count() == 1
    table = page.locator(".st-key-table_chain table")
    assert table.locator("thead th").count() >= 4
    assert table.locator("th:empty").count() == 0
    for chart in page.locator("[data-testid=stVegaLiteChart]").all():
        assert chart.evaluate(
            "e => !!(e.ariaLabel || e.querySelector('[aria-label]') || e.closest('[aria-label]'))"
        )


def test_x3_phone(phone: Any, sample: str) -> None:
    visitor = Visitor(phone, sample).arrive().search("torata")
    visitor.follow("Torata — municipio o distrito", wait="Período").choose("Período", "2024")
    assert "S/ 1.86 millones" in visitor.text
    width = phone.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert width <= 360
    small = phone.evaluate(
        "[...document.querySelectorAll('.st-key-nav a, .st-key-onward a')]"
        ".filter(e => e.getBoundingClientRect().height < 24).map(e => e.innerText)"
    )
    assert small == []  # WCAG 2.5.8


def test_x4_english(visitor: Visitor, page: Any) -> None:
    visitor.arrive("/?entity=PE-180106&year=2024&lang=en")
    told = visitor.text
    assert "the municipality of Torata" in told
    assert "S/ 1.86 million" in told
    assert "S/ 1.86 millones" not in told
    spanish = [w for w in ("Recibido", "Fuente:", "Período", "sin gastar", "datos al") if w in told]
    assert spanish == []
    assert page.evaluate("document.documentElement.lang") == "en"


def test_x5_nobody_else_is_asked(browser: Any, sample: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    asked: list[str] = []

    def only_ours(route: Any) -> None:
        if route.request.url.startswith((sample, "data:", "blob:")):
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    context.route("**/*", only_ours)
    visitor = Visitor(context.new_page(), sample).arrive("/territorio?entity=PE-18&year=2024")
    assert "Moquegua" in visitor.text
    assert visitor.page.evaluate("document.fonts.size") > 0
    assert visitor.page.locator("[data-testid=stVegaLiteChart] :is(canvas, svg)").count()
    assert asked == []
    context.close()


@pytest.mark.parametrize(
    ("path", "said", "next_step"),
    [
        ("/senales?entity=CO-20400", "Ningún registro con estos filtros", "Quitar el lugar"),
        ("/?entity=180199", "No existe ningún lugar con el código «180199»", "¿Quiso decir…?"),
        ("/?entity=PE-180106&year=1999", "No hay cifras de 1999", "Se muestra otro período"),
        ("/proyecto?project=nada", "no contiene ningún proyecto", "Busque un lugar"),
        ("/fuentes", "Fuentes atrasadas", "último dato"),
    ],
)
def test_x6_each_state_has_its_words_and_its_next_step(
    visitor: Visitor, path: str, said: str, next_step: str
) -> None:
    visitor.arrive(path).sees(said, next_step)


def test_x6_an_unknown_page(visitor: Visitor, page: Any) -> None:
    answer = page.goto(f"{visitor.base}/nada-aqui?lang=en")
    assert answer.status == 404
    page.get_by_text("This page does not exist").first.wait_for()
    page.get_by_role("link", name="Home").click()
    page.get_by_text("How much did your municipality").first.wait_for()


def test_x8_on_paper(visitor: Visitor, page: Any) -> None:
    import io

    from pypdf import PdfReader

    visitor.arrive("/territorio?entity=PE-180106&year=2024")
    page.emulate_media(media="print")
    paper = PdfReader(io.BytesIO(page.pdf(format="A4")))
    text = " ".join(sheet.extract_text() for sheet in paper.pages).replace("\u00a0", " ")
    assert "Dinero en 2024" in text
    assert "Una señal es un motivo para mirar" in text, "the end of the page is cut"
    assert "Métodos" not in text  # the navigation stays on the screen


def test_x9_back_brings_the_entity_and_the_year_before(visitor: Visitor, page: Any) -> None:
    visitor.arrive("/?country=PE&entity=PE-180106&year=2024")
    visitor.choose("Período", "2025")
    page.wait_for_url("**year=2025**")
    visitor.follow("Compromisos en este lugar", wait="Compromisos y espacios")
    page.go_back()
    page.get_by_text("En 2025").first.wait_for(timeout=PATIENCE_MS)
    assert "entity=PE-180106" in page.url
    page.go_back()
    page.get_by_text("En 2024").first.wait_for(timeout=PATIENCE_MS)
    page.reload()
    assert "En 2024" in visitor.settled().text
