"""What a message shows for a link to a page: title, sentence and picture (Open Graph).

Streamlit's shell is the same for every address; these lines are put into it on the way out.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from html import escape
from urllib.parse import urlencode

from dashboards import published
from dashboards.api.words import say
from dashboards.components.labels import label
from dashboards.components.sentence import story
from dashboards.components.text import shorten
from dashboards.embed.pictures import WORDS
from dashboards.factsheet.content import NoSuchPeriod, resolve
from dashboards.i18n import formats, set_language
from dashboards.queries import money, places, promises, works

log = logging.getLogger(__name__)
SECONDS = 2.0  # a page must not wait for its preview
HEAD = b"</head>"


def insert(shell: bytes, path: str, query: Mapping[str, str], root: str) -> bytes:
    """The shell with the tags of the page asked for; unchanged when nothing can be said.

    Args:
        shell: HTML of the page.
        path: address asked for.
        query: its parameters.
        root: address of this installation.
    """
    try:
        with published.reading(seconds=SECONDS) as edition:
            tags = _tags(path.strip("/"), query, root, edition.synthetic)
    except (published.EditionError, published.QueryTooLongError):
        return shell
    except Exception:  # a preview is never worth a page
        log.exception("no preview for %s", path)
        return shell
    return shell.replace(HEAD, tags.encode() + HEAD, 1)


def _tags(page: str, query: Mapping[str, str], root: str, synthetic: bool) -> str:
    language = set_language(query.get("lang"))
    title, text, picture = _told(page, query, language)
    if synthetic:
        text = f"[{say(WORDS, 'synthetic', language)}] {text}"
    address = f"{root}/{page}" + (f"?{urlencode(query)}" if query else "")
    metas = {
        "og:type": "website",
        "og:site_name": "Veta",
        "og:title": title,
        "og:description": shorten(text, 300),
        "og:url": address,
        "og:image": root + picture,
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": shorten(text, 300),
        "og:locale": language,
    }
    lines = [f'<meta property="{k}" content="{escape(v)}">' for k, v in metas.items()]
    lines.append(f'<meta name="description" content="{escape(shorten(text, 300))}">')
    lines.append('<meta name="twitter:card" content="summary_large_image">')
    feed = f"{root}/feed.xml"
    lines.append(f'<link rel="alternate" type="application/atom+xml" href="{escape(feed)}">')
    return "\n".join(lines) + "\n"


def _told(page: str, query: Mapping[str, str], language: str) -> tuple[str, str, str]:
    suffix = "?lang=en" if language == "en" else ""
    usual = ("Veta", say(WORDS, "home", language), f"/tarjeta.png{suffix}")
    if page == "proyecto" and query.get("project"):
        return _project(query, language, usual)
    if page == "compromisos" and query.get("commitment"):
        return _commitment(query["commitment"], language, usual)
    if page in ("", "territorio") and query.get("entity"):
        return _place(query, language, usual)
    return usual


def _place(
    query: Mapping[str, str], language: str, usual: tuple[str, str, str]
) -> tuple[str, str, str]:
    place = places.find(query.get("entity"), query.get("country"))
    if place is None:
        return usual
    try:
        period, scope = resolve(place, query.get("year"), query.get("scope"))
    except NoSuchPeriod:
        period, scope = resolve(place, None, query.get("scope"))
    values = {"year": period, "scope": scope if period else None}
    values["lang"] = "en" if language == "en" else None
    kept = urlencode({k: v for k, v in values.items() if v})
    picture = f"/ficha/{place.country}/{place.id}.png" + (f"?{kept}" if kept else "")
    if period is None:
        return place.label, usual[1], picture
    rows = money.chain(place.id, period, scope)
    text = " ".join(sentence.plain for sentence in story(place, period, scope, rows)[:2])
    return f"{place.label} · {period}", text, picture


def _project(
    query: Mapping[str, str], language: str, usual: tuple[str, str, str]
) -> tuple[str, str, str]:
    row = works.project(query["project"], query.get("country"))
    if row is None:
        return usual
    text = say(
        WORDS,
        "project",
        language,
        code=row["project_code"],
        status=label("project_status", row["status"]),
        value=formats.money(row["total_value"], row["currency"], row["country"]),
        physical=formats.percent(row["physical_progress_pct"], row["country"]),
        financial=formats.percent(row["financial_progress_pct"], row["country"]),
    )
    return shorten(row["name"] or row["project_code"], 110), text, usual[2]


def _commitment(code: str, language: str, usual: tuple[str, str, str]) -> tuple[str, str, str]:
    row = promises.commitment(code)
    if row is None:
        return usual
    text = say(
        WORDS,
        "commitment",
        language,
        status=label("commitment_status", row["current_status"]),
        responsible=row["responsible"] or formats.no_data(),
    )
    return shorten(row["title"] or code, 110), text, usual[2]
