"""Rows of a resource with their relatives inside, and no natural person in any of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dashboards.api.errors import text
from dashboards.api.filters import Asked
from dashboards.api.resources import PERSONS, Relative, Resource
from dashboards.published import Row
from dashboards.queries import tables
from dashboards.queries.tables import Condition

# A pseudonym is keyed with the operator's secret: it counts a person without saying who.
PSEUDONYM = re.compile(r"^persona-[0-9a-f]{32}$")
MOST_RELATIVES = 50_000  # of all rows of a page together


def listed(resource: Resource, asked: Asked, language: str) -> list[Row]:
    """One page of a resource."""
    rows = tables.page(resource.table, asked.conditions, resource.key, asked.per_page, asked.offset)
    return _complete(resource, rows, language)


def one(resource: Resource, key: Sequence[str], language: str) -> Row | None:
    """The row at an address, or None."""
    conditions = [
        Condition(f't."{name}" = $k{i}', ((f"k{i}", value),))
        for i, (name, value) in enumerate(zip(resource.item, key, strict=True))
    ]
    rows = tables.page(resource.table, conditions, resource.key, 1)
    return _complete(resource, rows, language)[0] if rows else None


def _complete(resource: Resource, rows: list[Row], language: str) -> list[Row]:
    for relative in resource.relatives:
        _attach(relative, rows, language)
    return [without_person(row, language) for row in rows]


def _attach(relative: Relative, rows: list[Row], language: str) -> None:
    found = tables.matching(relative.table, relative.keys, rows, MOST_RELATIVES)
    keys = [k for k in relative.keys if any(c.name == k for c in tables.columns(relative.table))]
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in found:
        groups.setdefault(tuple(str(row[k]) for k in keys), []).append(row)
    for row in rows:
        near = groups.get(tuple(str(row[k]) for k in keys), [])
        row[relative.name] = [without_person(other, language) for other in near]


def without_person(row: Row, language: str) -> Row:
    """A supplier who is a person, or may be one, keeps a pseudonym and no name.

    Holds even for an edition whose operator publishes names: an interface for programs is where
    rankings of people would be made.
    """
    if row.get("supplier_kind") not in PERSONS or "supplier_id" not in row:
        return row
    code = str(row["supplier_id"] or "")
    known = PSEUDONYM.match(code)
    name = text("person", language)
    return {
        **row,
        "supplier_id": code if known else None,
        "supplier_name": f"{name} · {code[8:14]}…" if known else name,
    }
