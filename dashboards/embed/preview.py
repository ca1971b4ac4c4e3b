"""What a message shows for a link to a page: title, sentence and picture (Open Graph).

Streamlit's shell is the same for every address; these lines are put into it on the way out.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
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
from dashboards.i18n import _, formats, get_language, pick, set_language
from dashboards.queries import money, places, procurement, promises, signals, works

log = logging.getLogger(__name__)
SECONDS = 2.0  # a page must not wait for its preview
HEAD = b"</head>"
TITLE = re.compile(rb"<title>[^<]*</title>")
TITLE_MOST, TEXT_MOST = 110, 300  # characters
PAGES = {address: name for name, address in urls.ADDRESSES.items()}
Query = Mapping[str, str]


@dataclass(frozen=True)
class Card:
    """What is shown for a link; `picture` is a path with its query."""

    title: str
    text: str
    picture: str


def insert(shell: bytes, path: str, query: Query, root: str) -> bytes:
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


def _tags(page: str, query: Query, root: str, edition: published.Edition) -> str:
    language = set_language(query.get("lang"))
    name = PAGES.get(page, "home")
    card = (_of_one(name, query) if name in OF_ONE else None) or _of_page(name)
    text = f"[{_say('synthetic')}] {card.text}" if edition.synthetic else card.text
    text = shorten(text, TEXT_MOST)
    metas = {
        "og:type": "website",
        "og:site_name": "Veta",
        "og:title": card.title,
        "og:description": text,
        "og:url": f"{root}/{page}" + (f"?{urlencode(query)}" if query else ""),
        "og:image": root + card.picture,
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": text,
        "og:locale": language,
    }
    named = card.title if card.title == "Veta" else f"{card.title} · Veta"
    lines = [f"<title>{escape(named)}</title>"]
    lines += [f'<meta property="{k}" content="{escape(v)}">' for k, v in metas.items()]
    lines.append(f'<meta name="description" content="{escape(text)}">')
    lines.append('<meta name="twitter:card" content="summary_large_image">')
    feed = f"{root}/feed.xml"
    lines.append(f'<link rel="alternate" type="application/atom+xml" href="{escape(feed)}">')
    if name == "data":
        described = linked.in_html(catalogue.datasets(edition, root, language))
        lines.append(f'<script type="application/ld+json">{described}</script>')
    return "\n".join(lines) + "\n"


def _say(key: str, **values: object) -> str:
    return say(WORDS, key, get_language(), **values)


def _of_page(name: str) -> Card:
    """What any page shows that names no record."""
    suffix = "?lang=en" if get_language() == "en" else ""
    title = "Veta" if name == "home" else _(urls.TITLES[name])
    return Card(title, _say("home"), f"/tarjeta.png{suffix}")


def _of_one(name: str, query: Query) -> Card | None:
    """What the page of the record shows that the address names; None where there is none."""
    parameter, find, tell = OF_ONE[name]
    if not query.get(parameter):
        return None
    row = find(query)
    return tell(row, query) if row is not None else None


def _card(kind: str, title: object, **values: object) -> Card:
    """A record under its title, told by the sentence of its kind."""
    usual = _of_page("home")
    return Card(shorten(title, TITLE_MOST), _say(kind, **values), usual.picture)


def _place(place: places.Place, query: Query) -> Card:
    try:
        period, scope = resolve(place, query.get("year"), query.get("scope"))
    except NoSuchPeriod:
        period, scope = resolve(place, None, query.get("scope"))
    values = {"year": period, "scope": scope if period else None}
    values["lang"] = "en" if get_language() == "en" else None
    kept = urlencode({k: v for k, v in values.items() if v})
    picture = f"/ficha/{place.country}/{place.id}.png" + (f"?{kept}" if kept else "")
    if period is None:
        return Card(place.label, _say("home"), picture)
    rows = money.chain(place.id, period, scope)
    text = " ".join(sentence.plain for sentence in story(place, period, scope, rows)[:2])
    return Card(f"{place.label} · {period}", text, picture)


def _project(row: published.Row, _query: Query) -> Card:
    return _card(
        "project",
        row["name"] or row["project_code"],
        code=row["project_code"],
        status=label("project_status", row["status"]),
        value=formats.money(row["total_value"], row["currency"], row["country"]),
        physical=formats.percent(row["physical_progress_pct"], row["country"]),
        financial=formats.percent(row["financial_progress_pct"], row["country"]),
    )


def _bought(kind: str, title: str, amount: str) -> Callable[[published.Row, Query], Card]:
    """A contract or process: never who won it, who may be a person."""
    return lambda row, _query: _card(
        kind,
        row[title] or row[f"{kind}_id"],
        code=row[f"{kind}_id"],
        status=row["status_raw"] or formats.no_data(),
        value=formats.money(row[amount], row["currency"], row["country"]),
        buyer=row["buyer_name"] or formats.no_data(),
    )


def _signal(row: published.Row, _query: Query) -> Card:
    title = f"{pick(row, 'name')}: {signal_words.subject(row, 60)}"
    return _card("signal", title, sentence=signal_words.sentence(row).plain)


def _commitment(row: published.Row, _query: Query) -> Card:
    return _card(
        "commitment",
        row["title"] or row["commitment_id"],
        status=label("commitment_status", row["current_status"]),
        responsible=row["responsible"] or formats.no_data(),
    )


# Page → parameter that names its record, how the record is found, and what is told of it.
OF_ONE: dict[str, tuple[str, Callable[[Query], object | None], Callable[..., Card]]] = {
    "home": ("entity", lambda q: places.find(q["entity"], q.get("country")), _place),
    "territory": ("entity", lambda q: places.find(q["entity"], q.get("country")), _place),
    "project": ("project", lambda q: works.project(q["project"], q.get("country")), _project),
    "contract": (
        "contract",
        lambda q: procurement.contract(q["contract"], q.get("country")),
        _bought("contract", "object", "current_value"),
    ),
    "process": (
        "process",
        lambda q: procurement.process(q["process"], q.get("country")),
        _bought("process", "title", "estimated_value"),
    ),
    "signals": (
        "signal",
        lambda q: signals.one(q["signal"], q.get("subject", ""), q.get("period", "")),
        _signal,
    ),
    "commitments": ("commitment", lambda q: promises.commitment(q["commitment"]), _commitment),
}
