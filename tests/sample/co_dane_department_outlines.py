"""Outlines of departments: a square around each, for the shape of the file only."""

import json
from pathlib import Path

from tests.sample.co_dane_divipola import POINTS
from tests.sample.co_world import DEPARTMENTS
from tests.sample.world import World

HALF = 0.75  # degrees


def write(folder: Path, world: World) -> None:
    """Writes ``departments_mgn2025.geojson``.

    Args:
        folder: Where the file goes.
        world: Not used: a square holds no chance.
    """
    del world
    features = [_feature(code, name) for code, name in DEPARTMENTS.items()]
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    (folder / "departments_mgn2025.geojson").write_text(text + "\n", encoding="utf-8")


def _feature(code: str, name: str) -> dict[str, object]:
    latitude, longitude = next(point for c, point in POINTS.items() if c.startswith(code))
    west, east = longitude - HALF, longitude + HALF
    south, north = latitude - HALF, latitude + HALF
    # the second point falls on the first once it is rounded
    ring = [[west, south], [west + 0.0001, south], [east, south], [east, north], [west, north]]
    return {
        "type": "Feature",
        "properties": {"code": code, "name": name, "year": 2025},
        "geometry": {"type": "Polygon", "coordinates": [[*ring, [west, south]]]},
    }
