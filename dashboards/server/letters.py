"""Keeps Streamlit's own fonts off the line: half a megabyte before anything can be read.

Pages are written in the fonts of the reader's device (`.streamlit/config.toml`). The shell still
names one font ahead, draws its first, empty page in it before it knows the theme, and asks at once
for a font of icons, of which pages need the arrow of a folded part only.
"""

from __future__ import annotations

import re

AHEAD = re.compile(rb'<link\s+rel="preload"[^>]*as="font"[^>]*>')
HEAD = b"</head>"
OURS = b"""<script>{ const load = document.fonts.load.bind(document.fonts);
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


def spare(shell: bytes) -> bytes:
    """The shell without its fonts; a font is still loaded where a page draws with it."""
    return AHEAD.sub(b"", shell).replace(HEAD, OURS + HEAD, 1)
