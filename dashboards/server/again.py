"""Loads a page once more when one of its scripts did not arrive, as on a bad line.

A browser does not ask again for a script that failed: a chart or a list of choices would stay a
notice of an error, in English, until somebody reloads. Vite, which packs Streamlit's scripts, says
when one fails (https://vite.dev/guide/build#load-error-handling). No page is loaded anew twice
within a minute, nor once somebody has written a text or chosen a file on it.
"""

from __future__ import annotations

HEAD = b"</head>"
OURS = b"""<script>{ let written = false;
addEventListener("input", ({ target }) => { written ||= target.matches("textarea, [type=file]"); });
addEventListener("vite:preloadError", () => {
  const last = "veta-loaded-again", now = Date.now();
  if (written || now - Number(sessionStorage.getItem(last)) < 60000) return;
  sessionStorage.setItem(last, now); location.reload(); }); }</script>"""


def insist(shell: bytes) -> bytes:
    """The shell with a script that loads the page again, once, after a script was lost."""
    return shell.replace(HEAD, OURS + HEAD, 1)
