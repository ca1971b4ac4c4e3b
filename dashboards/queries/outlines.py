"""Outlines of territories, drawn from the edition: no map of anybody else is asked for."""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import pairwise
from typing import Any

from dashboards import published

Ring = list[list[float]]


def of_places(territory_ids: list[str]) -> list[dict[str, Any]]:
    """GeoJSON features of those of some territories that have an outline."""
    if not published.has("dim_territory_outline"):
        return []
    known = _every(published.current().id)
    return [known[code] for code in territory_ids if code in known]


@lru_cache(maxsize=2)
def _every(_edition: str) -> dict[str, dict[str, Any]]:
    found = published.rows("select territory_id, geometry from dim_territory_outline")
    drawn = {}
    for row in found:
        try:
            geometry = json.loads(row["geometry"])
        except ValueError:
            continue  # a map is worth less than a page
        drawn[row["territory_id"]] = {
            "type": "Feature",
            "properties": {"territory_id": row["territory_id"]},
            "geometry": turned(geometry),
        }
    return drawn


def turned(geometry: dict[str, Any]) -> dict[str, Any]:
    """Outer rings clockwise, holes the other way: what D3 needs and RFC 7946 has the other way.

    Drawn otherwise, a department fills everything but itself.
    """
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind == "Polygon":
        return {"type": kind, "coordinates": _polygon(coordinates)}
    if kind == "MultiPolygon":
        return {"type": kind, "coordinates": [_polygon(part) for part in coordinates]}
    return geometry


def _polygon(rings: list[Ring]) -> list[Ring]:
    return [_way(ring, clockwise=number == 0) for number, ring in enumerate(rings)]


def _way(ring: Ring, *, clockwise: bool) -> Ring:
    """The ring in the way asked for; its area is positive when it runs counter-clockwise."""
    pairs = pairwise(ring)
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)
    return ring if (area < 0) == clockwise else ring[::-1]
