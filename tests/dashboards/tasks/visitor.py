"""A visitor in a browser who counts every step: a click, a choice, a word typed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import TimeoutError as TooLate

from tests.dashboards.browser import heard, unbroken

PATIENCE_MS = 60_000
HALF_MS = PATIENCE_MS // 2
FOOTER = ".st-key-footer"
HEARD_MS = 150  # until the server has heard of a click
# The script has ended and everything it sent is drawn: an open list closes when a chart arrives.
WHOLE = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  return app && app.dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-stale=true], [data-testid=stSkeleton]')
    && [...document.querySelectorAll('[data-testid=stVegaLiteChart]')]
      .every(e => e.querySelector('canvas, svg') || !e.checkVisibility());
}"""
ACCUSING = re.compile(
    r"\b(corrup\w+|culpabl\w*|sospechos\w*|irregularidad\w*|guilty|suspicious|illegal)\b", re.I
)


class Visitor:
    """One browser page on one served edition; `steps` is what the visitor has done so far."""

    def __init__(self, page: Any, base: str) -> None:
        self.page = heard(page)
        self.base = base
        self.steps = 0
        page.set_default_timeout(PATIENCE_MS)

    def arrive(self, path: str = "/") -> Visitor:
        """Open an address, as from a link; not a step."""
        self.page.goto(self.base + path)
        return self.settled()

    def settled(self) -> Visitor:
        """Wait for the whole page and its tables."""
        self.page.wait_for_selector(FOOTER)
        self.page.wait_for_function(WHOLE)
        unbroken(self.page)
        return self

    def search(self, words: str) -> Visitor:
        """Type into the page's search box."""
        self.page.get_by_role("searchbox").first.fill(words)
        self.steps += 1
        return self

    def follow(self, name: str, *, exact: bool = False, wait: str | None = None) -> Visitor:
        """Click a link by its words, and wait for what the next page says."""
        self.page.get_by_role("link", name=name, exact=exact).first.click()
        self.steps += 1
        if wait:
            self.page.get_by_text(wait).first.wait_for()
        return self.settled()

    def choose(self, label: str, option: str, inside: Any = None) -> Visitor:
        """Take an option of a select box, the first of its name on the page or in a part of it."""
        part = inside if inside is not None else self.page
        box = part.get_by_role("combobox", name=label, exact=True).first
        box.scroll_into_view_if_needed()
        found = self.page.get_by_role("option", name=option, exact=True).first
        try:
            _open(box, option)
            found.click(timeout=HALF_MS)
        except TooLate:  # what arrived from the server closed the list: opened again
            _open(box, option)
            found.click()
        self.steps += 1
        self.page.wait_for_timeout(HEARD_MS)
        return self.settled()

    def unfold(self, name: str, number: int = 0) -> Visitor:
        """Open a folded part; what it holds may come only then."""
        self.page.locator("summary").filter(has_text=name).nth(number).click()
        self.steps += 1
        self.page.wait_for_timeout(HEARD_MS)
        return self.settled()

    def take(self, name: str, *, role: str = "button") -> Path:
        """Download by a button or link."""
        with self.page.expect_download() as download:
            self.page.get_by_role(role, name=name).first.click()
        self.steps += 1
        return Path(download.value.path())

    def sees(self, *words: str) -> None:
        """Every one of some words is on the page."""
        for text in words:
            self.page.get_by_text(text).first.wait_for(state="attached")

    @property
    def text(self) -> str:
        """Everything the page says, no-break spaces as blanks."""
        told: str = self.page.locator("[data-testid=stMain]").inner_text()
        assert not ACCUSING.search(told), ACCUSING.search(told)
        return told.replace("\u00a0", " ").replace("\u2060", "")

    def table(self, key: str) -> list[list[str]]:
        """Cells of a table by the key of its box, the header first."""
        box = self.page.locator(f".st-key-table_{key} table").first
        box.wait_for()
        cells: list[list[str]] = box.evaluate(
            "t => [...t.rows].map(r => [...r.cells].map(c => c.innerText.trim()))"
        )
        return [[cell.replace("\u00a0", " ").replace("\u2060", "") for cell in row]
                for row in cells]  # fmt: skip

    def within(self, limit: int) -> None:
        """The task took at most so many steps."""
        assert self.steps <= limit, f"{self.steps} steps, {limit} allowed"


def _open(box: Any, option: str) -> None:
    """Opens a select box at an option: a long list holds only what is in sight."""
    box.click()
    box.fill("")
    box.press_sequentially(option)
