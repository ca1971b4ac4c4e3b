"""Reads outlines in GeoJSON and rounds them to what a map on a screen can show.

Does not belong here: typing or checking of codes (``source.yml`` says those).
"""

import json
from pathlib import Path
from typing import Any

from ingest.problems import IngestError, Problem
from ingest.readers.sheet import Sheet

DECIMALS = 3  # about 110 metres: finer than a pixel of a map of the country
CLOSED_RING = 4  # points, the last being the first again


def read(path: Path) -> list[Sheet]:
    """One sheet with a row per feature: code, year and geometry as GeoJSON text.

    Raises:
        IngestError: The file is not a GeoJSON feature collection.
    """
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        rows = [_row(feature) for feature in features]
    except (ValueError, KeyError, TypeError) as error:
        raise IngestError(Problem("unreadable_file", path.name, value=str(error))) from error
    return [Sheet("main", [["code", "year", "geometry"], *rows], list(range(len(rows) + 1)))]


def _row(feature: dict[str, Any]) -> list[str | None]:
    traits, shape = feature["properties"], feature["geometry"]
    rounded = {"type": shape["type"], "coordinates": _rounded(shape["coordinates"])}
    return [str(traits["code"]), str(traits["year"]), json.dumps(rounded, separators=(",", ":"))]


def _rounded(coordinates: list[Any]) -> list[Any]:
    """Rounds points at any depth.

    Points that fall on the one before are left out, and so are islets too small to keep an area.
    """
    if isinstance(coordinates[0], int | float):
        return [round(value, DECIMALS) for value in coordinates]
    kept: list[Any] = []
    for item in map(_rounded, coordinates):
        if item and (not kept or item != kept[-1]):
            kept.append(item)
    is_ring = isinstance(coordinates[0][0], int | float)
    return [] if is_ring and len(kept) < CLOSED_RING else kept
