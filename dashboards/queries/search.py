"""Tolerant search over places, projects, forums, commitments, public bodies and companies.

Accents, case and small slips are forgiven; the result is always a list to choose from, never a
silent pick.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein, Prefix

from dashboards import published
from dashboards.queries import names, places

FUZZY_CUTOFF = 78
FUZZY_MINIMUM = 5  # shorter words resemble too much
RESULT_LIMIT = 20
NAMED_LIMIT = 6  # of each kind but places
# Above this many names the fuzzy pass would keep a visitor waiting; exact words still find them.
FUZZY_NAMES = 60_000
CODE = re.compile(r"(?:([A-Z]{2})-)?(\d+)")
FIGURES_PER_SLIP = 3  # a code of six figures may have two wrong


@dataclass(frozen=True)
class Hit:
    """Something that answers a search."""

    kind: str  # place | project | forum | commitment | body | supplier (never a person)
    id: str
    title: str
    detail: str
    country: str
    score: float


def normalise(text: str) -> str:
    """Lower case, without accents or repeated blanks."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def search(query: str, limit: int = RESULT_LIMIT) -> list[Hit]:
    """Best answers to what a visitor typed, best first.

    Args:
        query: words or an official code.
        limit: how many of each kind at most.
    """
    wanted = normalise(query)
    if len(wanted) < 2:
        return []
    hits = _places(wanted, limit) + _named(wanted, NAMED_LIMIT)
    return sorted(hits, key=lambda hit: -hit.score)


def _score(wanted: str, name: str) -> float:
    """How well a name answers: exact, then beginning, then all words, then resemblance."""
    if name == wanted:
        return 100.0
    if name.startswith(wanted):
        return 97.0
    if all(word in name for word in wanted.split()):
        return 94.0
    return min(93.0, max(fuzz.ratio(wanted, name), fuzz.token_sort_ratio(wanted, name)))


@lru_cache(maxsize=2)
def _place_names(_edition: str) -> list[tuple[places.Place, tuple[str, str]]]:
    return [
        (place, (normalise(place.name), normalise(place.label)))
        for place in places.index().values()
        if place.country != "XX"
    ]


def _places(wanted: str, limit: int) -> list[Hit]:
    hits = []
    for place, called in _place_names(published.current().id):
        codes = (place.id.lower(), place.official_code, place.alternate_code)
        score = 100.0 if wanted in codes else max(_score(wanted, name) for name in called)
        if score >= FUZZY_CUTOFF:
            detail = ", ".join(place.parents)
            hits.append(Hit("place", place.id, place.name, detail, place.country, score))
    hits.sort(key=lambda hit: (-hit.score, hit.title, hit.detail))
    return hits[:limit]


def near_codes(code: str, country: str | None = None) -> list[Hit]:
    """Places whose code is most like one that no place has: a figure wrong, missing or swapped.

    Only of the country that the code names, else of `country`; the very same figures in another
    country come first.

    Args:
        code: as in an address, with or without its country.
        country: whose places are meant where the code does not say it.
    """
    parts = CODE.fullmatch(code.strip().upper())
    if parts is None:
        return []
    meant, figures = parts[1] or country, parts[2]
    most = max(1, len(figures) // FIGURES_PER_SLIP)
    near = []
    for place in places.index().values():
        own = place.id.partition("-")[2]
        slips = DamerauLevenshtein.distance(own, figures, score_cutoff=most)
        if own and slips <= most and (slips == 0 or meant in (None, place.country)):
            apart = abs(int(own) - int(figures))
            near.append((slips, -Prefix.similarity(own, figures), apart, place.id, place))
    return [
        Hit("place", place.id, place.name, ", ".join(place.parents), place.country, 0)
        for *_rank, place in sorted(near, key=lambda found: found[:4])
    ]


def _named(wanted: str, limit: int) -> list[Hit]:
    found = [
        (92.0 if row["kind"] == "forum" else 90.0, row)
        for row in names.matching(wanted.split(), limit)
    ]
    if not found and len(wanted) >= FUZZY_MINIMUM and names.count() <= FUZZY_NAMES:
        found = [(row["score"] - 12, row) for row in names.alike(wanted, 85, limit)]
    return [
        Hit(row["kind"], row["id"], row["title"], row["detail"] or "", row["country"], score)
        for score, row in found
    ]
