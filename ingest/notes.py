"""How each vintage was conformed, as noted on the disk, and which files of the lake that explains.

A note names its files relative to the data folder, with size and hash: a folder may be moved or
copied, and a damaged file is seen. Does not belong here: conforming (``pipeline.py``).
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.acceptance import accepted
from ingest.durable import PARTIAL, write_text
from ingest.models import Outcome, Source, Vintage
from ingest.registry import fingerprint
from ingest.settings import DataPaths

# Written anew by every refresh, of no vintage.
DERIVED = {"empty.parquet", "sources.parquet"}


def state_file(vintage: Vintage, paths: DataPaths) -> Path:
    """Where it is noted how a vintage was conformed."""
    return paths.state / vintage.source_id / f"{vintage.vintage_id}.json"


def read_state(vintage: Vintage, paths: DataPaths) -> dict[str, Any] | None:
    """How a vintage was conformed, or None where it never was or the note is damaged."""
    return _read(state_file(vintage, paths))


def write_state(vintage: Vintage, state: dict[str, Any], paths: DataPaths) -> None:
    """Notes how a vintage was conformed."""
    write_text(json.dumps(state, ensure_ascii=False, indent=1), state_file(vintage, paths))


class History:
    """What came before: the last good vintage of each slice, while one goes from old to new.

    A vintage is measured against the one before it. Where an older one arrives late, the newer one
    is measured anew: an edition follows from its vintages, not from the order they came in.
    """

    def __init__(self) -> None:
        self._good: dict[str, dict[str, Any]] = {}

    def before(self, vintage: Vintage) -> dict[str, Any] | None:
        """The note on the last good vintage of the same slice."""
        return self._good.get(vintage.slice)

    def add(self, vintage: Vintage, state: dict[str, Any] | None) -> None:
        """Goes past a vintage."""
        if state is not None and state["outcome"] == Outcome.LOADED:
            self._good[vintage.slice] = {**state, "vintage_id": vintage.vintage_id}


def is_current(
    source: Source,
    vintage: Vintage,
    state: dict[str, Any] | None,
    paths: DataPaths,
    previous: dict[str, Any] | None,
) -> bool:
    """Whether a vintage was conformed by the present code and what it gave is still there.

    Sizes are compared, not hashes: this is asked by every refresh, of every file of the lake.

    Args:
        source: Its source.
        vintage: The vintage.
        state: Its note.
        paths: Data folders.
        previous: The note on the good vintage before it.
    """
    return (
        state is not None
        and state["fingerprint"] == fingerprint(source.id)
        and state.get("previous") == (previous or {}).get("vintage_id")
        and state.get("accepted") == accepted(vintage, paths)
        and state.get("sha256", vintage.sha256) == vintage.kept_sha256
        and all(
            _size(paths.root / name) == about["bytes"] for name, about in files_of(state).items()
        )
    )


def files_of(state: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The lake's files of a vintage: path under the data folder to ``bytes`` and ``sha256``."""
    files = state["files"]
    # Notes of 0.1.0 listed absolute paths; upgrading rewrites them.
    return files if isinstance(files, dict) else {}


def states(paths: DataPaths) -> Iterator[dict[str, Any]]:
    """Every note on a vintage, also of sources that are no longer declared."""
    for path in sorted(paths.state.glob("*/*.json")):
        state = _read(path)
        if state is not None and "fingerprint" in state:
            yield state


def orphans(paths: DataPaths) -> list[Path]:
    """What interrupted work left behind: half-written files, and rows that no note explains."""
    explained = {paths.root / name for state in states(paths) for name in files_of(state)}
    found = [p for p in paths.lake.rglob("*.parquet") if p.name not in DERIVED]
    left = [p for p in found if p not in explained]
    for folder in (paths.lake, paths.state, paths.raw):
        # a download that was cut goes on from its part; it is kept
        left += folder.rglob(f"*{PARTIAL}")
    return sorted({*left, *(p for p in paths.staging.rglob("*") if p.is_file())})


def sweep_leftovers(paths: DataPaths) -> int:
    """Removes what interrupted work left behind; says how much. Only the holder of the lock may."""
    left = orphans(paths)
    for path in left:
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    return len(left)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return None
