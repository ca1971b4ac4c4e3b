"""Making text from data harmless before it meets Markdown.

Project, supplier and commitment names come from outside. Streamlit renders Markdown in table
cells, labels and captions, so every such text passes through `safe`. Nothing here writes HTML.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

# CommonMark lets a backslash escape any ASCII punctuation.
_PUNCTUATION = re.compile(r"([!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])")
# Streamlit turns `:name:`, `www.` and e-mails into icons and links after escapes are resolved;
# an invisible word joiner (it neither breaks nor shows) stops that.
_JOINER = "\u2060"
_ACTIVE = re.compile(r"(:)(?=[^\s\\])|(@)(?=\w)|(?<=www)(?=\.)|(?<=://)", re.IGNORECASE)


def one_line(value: object) -> str:
    """Blanks and line breaks become single spaces; a no-break space stays what it is."""
    return re.sub(r"[ \t\r\n\f\v]+", " ", str(value))


def safe(value: object) -> str:
    """A text from data as literal Markdown: shown as written, on one line."""
    text = one_line(value)
    text = _ACTIVE.sub(lambda m: m.group(0) + _JOINER, text)
    return _PUNCTUATION.sub(r"\\\1", text)


def shorten(value: object, limit: int = 120) -> str:
    """Cut a long text at a word, with an ellipsis."""
    text = one_line(value).strip(" ")
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(",.;:") + "…"


def link(label: str, url: object) -> str:
    """A Markdown link to an official page, or just the label when the address is not http(s)."""
    text = str(url or "").strip()
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return safe(label)
    address = quote(text, safe=":/?#@!$&'*+,;=%~-._")
    return f"[{safe(label)}]({address})"


def bold(value: object) -> str:
    """Escaped text in bold."""
    return f"**{safe(value)}**"
