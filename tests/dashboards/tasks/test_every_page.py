"""Every page in both languages, as wide as a phone and as a screen: axe, other hosts, leftovers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.dashboards.tasks.conftest import later_edition
from tests.dashboards.tasks.visitor import Visitor

PAGES = {
    "home": "/",
    "place": "/?entity=PE-180106&year=2024",
    "territory": "/territorio?entity=PE-18&year=2024",
    "compare": "/comparar?entity=PE-180106&year=2024",
    "moves": "/variaciones?entity=PE-18&year=2025",
    "signals": "/senales?country=CO",
    "signal": "/senales?signal=C-R018&subject=CO1.BDOS.99900001&period=2026",
    "commitments": "/compromisos",
    "commitment": "/compromisos?commitment=RED-MUESTRA-C1",
    "project": "/proyecto?country=CO&project=9999000000002",
    "contract": "/contrato?country=CO&contract=CO1.PCCNTR.99900001",
    "process": "/proceso?country=CO&process=CO1.BDOS.99900001",
    "changes": "/cambios",
    "sources": "/fuentes",
    "data": "/datos",
    "methods": "/metodos",
    "sql": "/sql",
    "observations": "/observaciones",
    "moderation": "/moderacion",
}
# Words of the interface that must not be left in the English pages; data stay in their language.
SPANISH = (
    "Período", "Fuente:", "datos al", "Cómo se", "Descargar", "Ver el", "sin dato", "Todos",
    "Quién", "Qué cambió",
)  # fmt: skip


# The page looks twice a second at what a late font has widened (`dashboards/components/frame.py`).
LAST_LOOK_MS = 700


@pytest.mark.parametrize(("width", "language"), [(360, "es"), (1280, "en")])
@pytest.mark.parametrize("name", PAGES)
def test_every_page(browser: Any, sample: str, name: str, width: int, language: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport={"width": width, "height": 800}, locale="es-PE")
    try:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        path = PAGES[name]
        mark = "&" if "?" in path else "?"
        visitor = Visitor(page, sample).arrive(f"{path}{mark}lang={language}")
        told = visitor.text  # and no accusing word in it
        assert "incident" not in told
        if language == "en":
            assert [word for word in SPANISH if word in told] == []
        scrolls = page.evaluate(
            "(() => { const e = document.querySelector('[data-testid=stMain]');"
            " return e.scrollWidth - e.clientWidth; })()"
        )
        assert scrolls <= 0, "the page moves sideways"
        own = (sample, sample.replace("http", "ws"), "data:", "blob:")
        assert [url for url in asked if not url.startswith(own)] == []
        page.evaluate("document.fonts.ready.then(() => true)")
        page.wait_for_timeout(LAST_LOOK_MS)
        found = Axe().run(page).response["violations"]
        serious = [
            (v["id"], [node["html"][:160] for node in v["nodes"][:3]])
            for v in found
            if v["impact"] in {"serious", "critical"}
        ]
        assert serious == []
    finally:
        context.close()


def test_a_new_edition_appears_without_a_restart(visitor: Visitor, sample_data: Path) -> None:
    current = (sample_data / "published" / "CURRENT").read_text(encoding="utf-8").strip()
    visitor.arrive("/").sees(current)
    with later_edition(sample_data, "2026.99.0"):
        visitor.arrive("/").sees("2026.99.0")
