"""What only a browser can show: addresses, phones, other hosts, files, keyboard and axe.

Skipped visibly where Debian's Chromium is missing.
"""

from __future__ import annotations

import gzip
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.dashboards.browser import MARKS, chromium, heard, serving, unbroken

PATIENCE_MS = 20_000
PAGES = [
    "/",
    "/?entity=PE-180106",
    "/?entity=CO-50568",
    "/territorio?entity=CO-50568",
    "/senales",
    "/senales?signal=FX-15&subject=2021505680012&period=2024",
    "/compromisos",
    "/compromisos?commitment=CO-2015-01",
    "/compromisos?forum=co-casanare-2012",
    "/proyecto?project=2022505680099",
    "/fuentes",
    "/datos",
    "/metodos",
    "/contrato?country=CO&contract=CO1.PCCNTR.100",
    "/proveedor?country=CO&supplier=900123456",
    "/entidad?country=CO&code=892099325",
    "/comparar?entity=CO-85410&year=2023-2024&with=CO-85010",
    "/cambios",
    "/territorio?entity=CO-85&year=2023-2024",
    "/sql?sql=select%20*%20from%20fct_contract",
]

pytestmark = MARKS


@pytest.fixture(scope="module")
def server(edition_data: Path) -> Iterator[str]:
    """The whole dashboard served as people run it."""
    with serving(edition_data) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="es-PE")
    yield heard(context.new_page())
    context.close()


def visit(page: Any, address: str) -> None:
    """Open an address and wait for the whole page."""
    page.goto(address)
    page.wait_for_selector(".st-key-footer", timeout=PATIENCE_MS)
    page.wait_for_selector('[data-stale="true"]', state="detached", timeout=PATIENCE_MS)
    page.wait_for_selector("[data-testid=stSkeleton]", state="detached", timeout=PATIENCE_MS)
    unbroken(page)


def test_search_a_place_and_read_its_sentence(page: Any, server: str) -> None:
    visit(page, server)
    page.get_by_role("searchbox").first.fill("torata")
    answer = page.get_by_role("link", name="Torata — municipio o distrito · Mariscal Nieto")
    answer.click(timeout=PATIENCE_MS)
    page.wait_for_url("**entity=PE-180106**", timeout=PATIENCE_MS)
    page.locator(".st-key-lead").wait_for(timeout=PATIENCE_MS)
    assert "S/\u00a0113.0\u00a0millones" in page.locator(".st-key-lead").inner_text()
    assert page.evaluate("document.documentElement.lang") == "es"


def test_language_switch_keeps_the_view_and_back_returns(page: Any, server: str) -> None:
    visit(page, f"{server}/?entity=PE-180106&year=2010")
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**lang=en**", timeout=PATIENCE_MS)
    page.get_by_text("received").first.wait_for(timeout=PATIENCE_MS)
    assert "entity=PE-180106" in page.url
    assert "year=2010" in page.url
    page.wait_for_function("document.documentElement.lang === 'en'")
    page.reload()
    page.get_by_text("SYNTHETIC DATA").first.wait_for(timeout=PATIENCE_MS)
    page.go_back()
    page.get_by_text("recibió").first.wait_for(timeout=PATIENCE_MS)


def test_links_between_pages_keep_place_and_language(page: Any, server: str) -> None:
    visit(page, f"{server}/?entity=CO-50568&lang=en")
    page.get_by_role("link", name="Territory").click()
    page.get_by_text("Contracts here").first.wait_for(timeout=PATIENCE_MS)
    assert "entity=CO-50568" in page.url
    page.go_back()
    page.get_by_text("was planned to receive").first.wait_for(timeout=PATIENCE_MS)


def test_the_first_visitor_may_come_by_an_inner_page(page: Any, edition_data: Path) -> None:
    with serving(edition_data) as address:
        visit(page, f"{address}/fuentes")
        assert page.locator("h1").inner_text() == "Fuentes y calidad"
        assert page.get_by_role("dialog").count() == 0


def test_a_period_chosen_survives_reload_and_back(page: Any, server: str) -> None:
    visit(page, f"{server}/?entity=PE-180106")
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name="2010").click()
    page.wait_for_url("**year=2010**", timeout=PATIENCE_MS)
    page.get_by_text("1.23").first.wait_for(timeout=PATIENCE_MS)
    page.reload()
    page.get_by_text("1.23").first.wait_for(timeout=PATIENCE_MS)
    page.go_back()
    page.get_by_text("113.0").first.wait_for(timeout=PATIENCE_MS)


@pytest.mark.parametrize("lost", ["Selectbox.*.js", "range.*.js"])  # itself; what another needs
def test_a_script_lost_on_the_way_is_asked_for_again(page: Any, server: str, lost: str) -> None:
    page.route(f"**/{lost}", lambda route: route.abort(), times=1)
    page.goto(f"{server}/?entity=PE-180106")
    page.wait_for_event("load")  # the second time
    page.get_by_role("combobox").first.wait_for(timeout=PATIENCE_MS)
    page.locator("[data-testid=stVegaLiteChart] svg").first.wait_for(timeout=PATIENCE_MS)
    assert any("ERR_FAILED" in told for told in page.heard)
    unbroken(page)


def test_a_script_that_never_arrives_does_not_load_the_page_for_ever(
    page: Any, server: str
) -> None:
    loads: list[str] = []
    page.on("load", lambda loaded: loads.append(loaded.url))
    page.route("**/Selectbox.*.js", lambda route: route.abort())
    page.goto(f"{server}/?entity=PE-180106")
    page.get_by_role("alert").first.wait_for(timeout=PATIENCE_MS)
    page.wait_for_timeout(3_000)
    assert len(loads) == 2
    assert page.locator(".st-key-lead").is_visible()
    with pytest.raises(AssertionError, match="Selectbox"):
        unbroken(page)


@pytest.mark.parametrize("typed", [False, True])
def test_what_somebody_has_written_is_never_loaded_away(
    page: Any, server: str, typed: bool
) -> None:
    loads: list[str] = []
    visit(page, f"{server}/sql?sql=select%201")
    page.on("load", lambda loaded: loads.append(loaded.url))
    if typed:
        page.locator("textarea").first.press_sequentially("2")
    page.evaluate("dispatchEvent(new Event('vite:preloadError'))")
    page.wait_for_timeout(2_000)
    assert len(loads) == (0 if typed else 1)


def test_the_shell_speaks_the_language_to_browsers_too(server: str) -> None:
    # Browsers accept compressed answers; a shell compressed too early would stay in English.
    asked = urllib.request.Request(f"{server}/datos", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(asked) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert b'<html lang="es">' in gzip.decompress(answer.read())


def test_unknown_code(page: Any, server: str) -> None:
    visit(page, f"{server}/?entity=999999")
    assert page.get_by_text("No existe ningún lugar con el código «999999».").is_visible()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [360, 1280])
def test_no_sideways_scroll_and_no_other_host(
    page: Any, server: str, path: str, width: int
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": width, "height": 800})
    visit(page, server + path)
    widths = page.evaluate(
        "() => [document.documentElement, document.querySelector('[data-testid=stMain]')]"
        ".map(e => [e.scrollWidth, e.clientWidth])"
    )
    assert all(scroll <= client for scroll, client in widths)
    own = (server, server.replace("http", "ws"), "data:", "blob:")
    assert [url for url in asked if not url.startswith(own)] == []


def test_downloads_from_the_page(page: Any, server: str) -> None:
    visit(page, f"{server}/datos")
    link = page.locator('a[href$="/fct_money_chain.csv"]')
    assert link.inner_text() == "CSV"
    with page.expect_download() as download:
        link.click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert text.startswith("country,territory_id,fiscal_period")


def test_nothing_hostile_runs(page: Any, server: str) -> None:
    opened: list[str] = []
    page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    visit(page, f"{server}/proyecto?project=2022505680099")
    assert "<img src=x onerror=alert(1)>" in page.locator("h1").inner_text()
    assert page.locator("h1 img, h1 a, h1 strong").count() == 0
    assert opened == []


AXE = ["/?entity=PE-180106", "/senales", "/fuentes", "/datos", *PAGES[-7:]]


@pytest.mark.parametrize("path", AXE)
def test_axe_finds_nothing_serious(page: Any, server: str, path: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    visit(page, server + path)
    found = Axe().run(page).response["violations"]
    serious = [
        (v["id"], [n["html"][:160] for n in v["nodes"][:3]])
        for v in found
        if v["impact"] in {"serious", "critical"}
    ]
    assert serious == []
