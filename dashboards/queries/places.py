"""Territories: names with their province and department, codes, population, children."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dashboards import published
from dashboards.published import Row


@dataclass(frozen=True)
class Place:
    """A territory as people name it."""

    id: str
    country: str
    level: str
    name: str
    official_code: str | None
    alternate_code: str | None
    parent_id: str | None
    parents: tuple[str, ...]  # names, nearest first, without the country

    @property
    def label(self) -> str:
        """Name with everything needed to tell it from its namesakes."""
        return ", ".join((self.name, *self.parents))


INITIALS = re.compile(r"(?:[A-ZÑ]\.)+,?")  # `D.C.`
SMALL_WORDS = frozenset({"de", "del", "la", "las", "los", "el", "y", "e", "en"})


def proper(name: str) -> str:
    """`LA JAGUA DE IBIRICO` as people write it; a name that is not all capitals stays."""
    if name != name.upper():
        return name
    words = [word if INITIALS.fullmatch(word) else word.lower() for word in name.split(" ")]
    return " ".join(
        word if position and word in SMALL_WORDS else word[:1].upper() + word[1:]
        for position, word in enumerate(words)
    )


@lru_cache(maxsize=2)
def _index(edition: str) -> dict[str, Place]:
    found = published.rows(
        "select territory_id, country, level, name, official_code, alternate_code, "
        "parent_territory_id from dim_territory order by territory_id"
    )
    by_id = {row["territory_id"]: row for row in found}
    return {code: _place(row, by_id) for code, row in by_id.items()}


def _place(row: Row, by_id: dict[str, Row]) -> Place:
    parents: list[str] = []
    parent = by_id.get(row["parent_territory_id"])
    while parent and parent["level"] != "country" and len(parents) < 4:
        parents.append(proper(parent["name"]))
        parent = by_id.get(parent["parent_territory_id"])
    return Place(
        id=row["territory_id"],
        country=row["country"],
        level=row["level"],
        name=proper(row["name"]),
        official_code=row["official_code"],
        alternate_code=row["alternate_code"],
        parent_id=row["parent_territory_id"],
        parents=tuple(parents),
    )


def index() -> dict[str, Place]:
    """Every territory of the current edition by id."""
    return _index(published.current().id)


def find(code: str | None, country: str | None = None) -> Place | None:
    """A territory by its id, or by an official code that only one country uses.

    Returns None for an unknown code: nothing is ever guessed.
    """
    if not code:
        return None
    known = index()
    if code.upper() in known:
        return known[code.upper()]
    same = [
        place
        for place in known.values()
        if place.official_code == code and (not country or place.country == country)
    ]
    return same[0] if len(same) == 1 else None


def children(territory_id: str) -> list[Place]:
    """Territories directly inside another."""
    return [place for place in index().values() if place.parent_id == territory_id]


@dataclass(frozen=True)
class Point:
    """A place and where it is, in degrees."""

    id: str
    name: str
    latitude: float
    longitude: float


def points_of(territory_ids: list[str]) -> list[Point]:
    """Where those of some places are that have coordinates."""
    found = published.rows(
        "select territory_id, name, latitude, longitude from dim_territory "
        "where list_contains($codes, territory_id) and latitude is not null "
        "and longitude is not null order by territory_id",
        {"codes": territory_ids},
    )
    return [
        Point(row["territory_id"], proper(row["name"]), row["latitude"], row["longitude"])
        for row in found
    ]


def population(territory_id: str) -> list[Row]:
    """Population by year and source, newest first."""
    return published.rows(
        "select year, population, source_id, vintage_id from fct_population "
        "where territory_id = $place order by year desc limit 40",
        {"place": territory_id},
    )
