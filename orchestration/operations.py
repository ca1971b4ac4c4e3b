"""How the installation itself is doing, for those who read only what is published.

``published/OPERATIONS.json`` holds the last refresh and the latest notices. The dashboard's feed,
``/healthz`` and ``/metrics`` read it; it is no part of any edition.
"""

import json
from typing import Any

from ingest.lake import put
from ingest.settings import DataPaths

FILE = "OPERATIONS.json"
KEPT = 50


def read(paths: DataPaths) -> dict[str, Any]:
    """What was noted last; empty at first or where the note is damaged."""
    try:
        noted = json.loads((paths.published / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}


def note_refresh(paths: DataPaths, note: dict[str, Any]) -> None:
    """Notes how the last refresh went.

    Args:
        paths: Data folders.
        note: Run id, when it began and ended, outcome, edition, seconds.
    """
    _write(paths, read(paths) | {"last_refresh": note})


def add_notices(paths: DataPaths, notices: list[dict[str, str]]) -> None:
    """Adds notices, newest first; the oldest go."""
    if notices:
        known = read(paths)
        _write(paths, known | {"notices": [*notices, *known.get("notices", [])][:KEPT]})


def _write(paths: DataPaths, data: dict[str, Any]) -> None:
    paths.published.mkdir(parents=True, exist_ok=True)
    partial = paths.published / f".{FILE}.partial"
    partial.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    put(partial, paths.published / FILE)
