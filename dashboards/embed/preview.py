"""What a message shows for a link to a page: title, sentence and picture (Open Graph).

Streamlit's shell is the same for every address; these lines are put into it on the way out.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from decimal import Decimal
from html import escape
from urllib.parse import urlencode

from dashboards import published
from dashboards.api.words import say
from dashboards.components import signal_words, urls
from dashboards.components.labels import label
from dashboards.components.sentence import story
from dashboards.components.text import shorten
from dashboards.embed import catalogue
from dashboards.embed.pictures import WORDS
from dashboards.factsheet import linked
from dashboards.factsheet.content import NoSuchPeriod, resolve
from dashboards.i18n import _, formats, set_language
from dashboards.queries import money, places, procurement, promises, signals, works

log = logging.getLogger(__name__)
SECONDS = 2.0  # a page must not wait for its preview
HEAD = b"</head>"
TITLE = re.compile(rb"<title>[^<]*</title>")
PAGES = {address: name for name, address in urls.ADDRESSES.items()}


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
            tags = _tags(path.strip("/"), query, root, edition)
    except (published.EditionError, published.QueryTooLongError):
        return shell
    except Exception:  # a preview is never worth a page
        log.exception("no preview for %s", path)
        return shell
    # One title: the shell's own is the name of a library.
    return TITLE.sub(b"", shell, count=1).replace(HEAD, tags.encode() + HEAD, 1)


def _tags(page: str, query: Mapping[str, str], root: str, edition: published.Edition) -> str:
    language = set_language(query.get("lang"))
    title, text, picture = _told(page, query, language)
    if edition.synthetic:
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
    named = title if title == "Veta" else f"{title} · Veta"
    lines = [f"<title>{escape(named)}</title>"]
    lines += [f'<meta property="{k}" content="{escape(v)}">' for k, v in metas.items()]
    lines.append(f'<meta name="description" content="{escape(shorten(text, 300))}">')
    lines.append('<meta name="twitter:card" content="summary_large_image">')
    feed = f"{root}/feed.xml"
    lines.append(f'<link rel="alternate" type="application/atom+xml" href="{escape(feed)}">')
    if PAGES.get(page) == "data":
        described = linked.in_html(catalogue.datasets(edition, root, language))
        lines.append(f'<script type="application/ld+json">{described}</script>')
    return "\n".join(lines) + "\n"


def _told(page: str, query: Mapping[str, str], language: str) -> tuple[str, str, str]:
    suffix = "?lang=en" if language == "en" else ""
    name = PAGES.get(page, "home")
    title = "Veta" if name == "home" else _(urls.TITLES[name])
    usual = (title, say(WORDS, "home", language), f"/tarjeta.png{suffix}")
    if name == "commitments" and query.get("commitment"):
        return _commitment(query["commitment"], language, usual)
    if name in ("home", "territory") and query.get("entity"):
        return _place(query, language, usual)
    of_one = {"project": _project, "contract": _contract, "process": _process, "signals": _signal}
    return of_one[name](query, language, usual) if name in of_one else usual


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
    code = query.get("project")
    row = works.project(code, query.get("country")) if code else None
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


def _contract(
    query: Mapping[str, str], language: str, usual: tuple[str, str, str]
) -> tuple[str, str, str]:
    code = query.get("contract")
    row = procurement.contract(code, query.get("country")) if code else None
    if row is None:
        return usual
    return _bought("contract", row, row["object"], row["current_value"], language, usual)


def _process(
    query: Mapping[str, str], language: str, usual: tuple[str, str, str]
) -> tuple[str, str, str]:
    code = query.get("process")
    row = procurement.process(code, query.get("country")) if code else None
    if row is None:
        return usual
    return _bought("process", row, row["title"], row["estimated_value"], language, usual)


def _bought(
    kind: str,
    row: published.Row,
    title: str | None,
    amount: Decimal | None,
    language: str,
    usual: tuple[str, str, str],
) -> tuple[str, str, str]:
    """A contract or process: never who won it, who may be a person."""
    text = say(
        WORDS,
        kind,
        language,
        code=row[f"{kind}_id"],
        status=row["status_raw"] or formats.no_data(),
        value=formats.money(amount, row["currency"], row["country"]),
        buyer=row["buyer_name"] or formats.no_data(),
    )
    return shorten(title or row[f"{kind}_id"], 110), text, usual[2]


def _signal(
    query: Mapping[str, str], language: str, usual: tuple[str, str, str]
) -> tuple[str, str, str]:
    code, subject, period = (query.get(name) for name in ("signal", "subject", "period"))
    row = signals.one(code, subject, period) if code and subject and period else None
    if row is None:
        return usual
    about = row["name_en"] if language == "en" else row["name_es"]
    told = signal_words.sentence(row).plain
    text = say(WORDS, "signal", language, sentence=told)
    return shorten(f"{about}: {signal_words.subject(row, 60)}", 110), text, usual[2]


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
