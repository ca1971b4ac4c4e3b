"""Names in the head of a page the scripts of what it draws: a browser asks for them at once.

Streamlit's browser part asks for the script of a table or a chart when the first one arrives: by
then the page has been loaded, a connection made and the page's own script run here, and on a bad
line nothing has come meanwhile. Which files belong to an element stands in Streamlit's own entry
script; where that is no longer written this way nothing is named, and all goes as before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from streamlit.file_util import get_static_dir

# Streamlit draws its first, empty page in letters of its own before it knows the theme's (170 kB),
# and asks at once for a font of icons (375 kB), of which pages need the arrow of a folded part.
LETTERS = """<script>{ const load = document.fonts.load.bind(document.fonts);
document.fonts.load = (font, ...text) =>
  font.includes("Material Symbols") ? Promise.resolve([]) : load(font, ...text); }</script>
<style>
body:not(:has(.st-key-masthead)) * { font-family: Arial, sans-serif !important; }
summary [data-testid="stIconMaterial"] { font-family: inherit !important; font-size: 0 !important; }
summary [data-testid="stIconMaterial"]::before { content: ""; display: inline-block; width: .5rem;
  height: .5rem; margin: 0 .35rem .1rem .1rem; border: solid; border-width: 0 2px 2px 0;
  transform: rotate(-45deg); }
details[open] > summary [data-testid="stIconMaterial"]::before { transform: rotate(45deg); }
</style>"""
ENTRY = re.compile(r'src="\./static/js/(index\.[^"]+\.js)"')
FILES = re.compile(r"m\.f=\[(.*?)\]")
ELEMENT = re.compile(r"import\(`\./(\w+)\.[^`]+`\)[^`]{0,80}?__vite__mapDeps\(\[([\d,]+)\]\)")
USUAL = ("Html", "PageLink", "TextInput", "Selectbox", "Table")
CHART = "ArrowVegaLiteChart"
WITH_CHARTS = frozenset({"territory", "compare", "moves"})


def head(page: str, query: Mapping[str, str]) -> bytes:
    """What goes to the end of a page's head: letters, and `modulepreload` links.

    Args:
        page: name of the page.
        query: parameters of its address: the front page has a chart once it names a place.
    """
    charts = page in WITH_CHARTS or (page == "home" and "entity" in query)
    return LETTERS.encode() + _links((*USUAL, CHART) if charts else USUAL)


@cache
def _links(elements: tuple[str, ...]) -> bytes:
    static = Path(get_static_dir())
    shell = (static / "index.html").read_text(encoding="utf-8")
    known = _files(static, shell)
    wanted = dict.fromkeys(name for element in elements for name in known.get(element, ()))
    return "".join(
        f'<link rel="modulepreload" crossorigin fetchpriority="low" href="{name}">'
        for name in wanted
        if name not in shell
    ).encode()


def _files(static: Path, shell: str) -> dict[str, tuple[str, ...]]:
    """Scripts of each kind of element, as the shell would name them."""
    entry = ENTRY.search(shell)
    script = (static / "static/js" / entry[1]).read_text(encoding="utf-8") if entry else ""
    listed = FILES.search(script)
    names = [name.strip('"') for name in listed[1].split(",")] if listed else []
    return {
        element: tuple(
            f"./static/js/{names[int(n)].removeprefix('./')}"
            for n in numbers.split(",")
            if int(n) < len(names) and names[int(n)].endswith(".js")
        )
        for element, numbers in ELEMENT.findall(script)
    }
