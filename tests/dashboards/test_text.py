"""Text from outside stays text: no Markdown, HTML, icon or link is made of it."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from dashboards.components.tables import Markup, cell
from dashboards.components.text import link, safe, shorten

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "**negrita** y _cursiva_ y `código`",
    "[clic](javascript:alert(1)) ![x](https://e.example/x.png)",
    "# título\n- lista\n1. uno",
    "$x^2$ ~~no~~ | a | b |",
    "&lt;script&gt; \\*",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_escaped_text_renders_as_it_was_written(text: str) -> None:
    tokens = MarkdownIt("commonmark").parse(safe(text))
    inline = [token for token in tokens if token.type == "inline"]
    children = [child for token in inline for child in token.children or []]
    assert {child.type for child in children} <= {"text", "text_special"}
    shown = "".join(child.content for child in children).replace("\u2060", "")
    assert shown == " ".join(text.split())


# What Streamlit's Markdown makes icons and links of after escapes are resolved (remark-gfm).
ACTIVE = re.compile(
    r":[a-z]+\[|:material/|(https?://|www(?=\.))[-.\w]+|[-.\w+]+@[-\w]+(\.[-\w]+)+", re.I
)


@pytest.mark.parametrize(
    "text", [":red[x]", ":material/home:", "(www.e.example)", "a@e.example", "https://e.example"]
)
def test_streamlit_directives_and_autolinks_are_broken_up(text: str) -> None:
    assert ACTIVE.search(text)
    shown = re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", safe(text))
    assert not ACTIVE.search(shown)
    assert shown.replace("\u2060", "") == text


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "", None, "//x"])
def test_only_web_addresses_become_links(address: str | None) -> None:
    assert link("ver", address) == "ver"


def test_a_link_cannot_be_broken_out_of() -> None:
    made = link("a]b", "https://e.example/a) [x](https://z.example")
    assert made.startswith(r"[a\]b](https://e.example/a%29%20")


def test_cells_escape_unless_already_safe() -> None:
    assert cell("**x**") == r"\*\*x\*\*"
    assert cell(Markup("**x**")) == "**x**"


def test_no_break_spaces_survive() -> None:
    assert "\u00a0" in safe("67\u00a0%")


def test_shortening_cuts_at_a_word() -> None:
    assert shorten("uno dos tres cuatro", 12) == "uno dos…"
