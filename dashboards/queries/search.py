"""Tolerant search over places, projects, forums, commitments, public bodies and companies.

Accents, case and small slips are forgiven; the result is always a list to choose from, never a
silent pick.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from dashboards import published
from dashboards.queries import places

FUZZY_CUTOFF = 78
FUZZY_MINIMUM = 5  # shorter words resemble too much
RESULT_LIMIT = 20
NAMED_LIMIT = 6  # of each kind but places
# Above this many names the fuzzy pass would keep a visitor waiting; exact words still find them.
FUZZY_NAMES = 60_000


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
    for place, names in _place_names(published.current().id):
        codes = (place.id.lower(), place.official_code, place.alternate_code)
        score = 100.0 if wanted in codes else max(_score(wanted, name) for name in names)
        if score >= FUZZY_CUTOFF:
            detail = ", ".join(place.parents)
            hits.append(Hit("place", place.id, place.name, detail, place.country, score))
    hits.sort(key=lambda hit: (-hit.score, hit.title, hit.detail))
    return hits[:limit]


@lru_cache(maxsize=2)
def _corpus(edition: str) -> list[tuple[str, Hit]]:
    found = published.rows(
        "select 'project' as kind, project_code as id, name as title, country, "
        "executor_name as detail from fct_project where name is not null union all "
        "select 'forum', forum_code, name, country, null from dim_forum union all "
        "select 'commitment', c.commitment_id, c.title, c.country, f.name "
        "from fct_commitment as c left join dim_forum as f using (forum_code) union all "
        "select 'body', code, mode(name), country, code from ("
        "select buyer_code as code, buyer_name as name, country from fct_contract union all "
        "select buyer_code, buyer_name, country from fct_process union all "
        "select entity_code, entity_name, country from fct_spending) "
        "where code is not null and name is not null group by code, country union all "
        "select 'supplier', supplier_id, mode(supplier_name), country, supplier_id from ("
        "select supplier_id, supplier_name, supplier_kind, country from fct_contract_supplier "
        "union all select supplier_id, supplier_name, supplier_kind, country "
        "from fct_award_supplier) where supplier_name is not null group by supplier_id, country "
        "having bool_and(coalesce(supplier_kind in ('company', 'consortium'), false))"
    )
    return [
        (
            normalise(f"{row['title']} {row['id']}"),
            Hit(row["kind"], row["id"], row["title"], row["detail"] or "", row["country"], 0.0),
        )
        for row in found
    ]


def _named(wanted: str, limit: int) -> list[Hit]:
    corpus = _corpus(published.current().id)
    words = wanted.split()
    hits = [
        (92.0 if hit.kind == "forum" else 90.0, hit)
        for text, hit in corpus
        if all(word in text for word in words)
    ]
    if not hits and len(wanted) >= FUZZY_MINIMUM and len(corpus) <= FUZZY_NAMES:
        close = process.extract(
            wanted,
            [text for text, _hit in corpus],
            scorer=fuzz.partial_ratio,
            score_cutoff=85,
            limit=limit,
        )
        hits = [(score - 12, corpus[position][1]) for _text, score, position in close]
    best: dict[str, list[Hit]] = {}
    for score, hit in sorted(hits, key=lambda pair: -pair[0]):
        of_kind = best.setdefault(hit.kind, [])
        if len(of_kind) < limit:
            of_kind.append(Hit(hit.kind, hit.id, hit.title, hit.detail, hit.country, score))
    return [hit for of_kind in best.values() for hit in of_kind]
