"""What is new: whether a refresh has anything to do, decided without running anything.

Compares three things with what the last refresh noted down: the vintages (each has its own note),
the lake's files, and the code that makes an edition of them.
"""

import hashlib
import json

from ingest.durable import write_text
from ingest.models import Outcome, Source, Vintage
from ingest.notes import DERIVED, History, is_current, read_state
from ingest.settings import DataPaths
from ingest.vintages import vintages_of
from orchestration.code import code_fingerprint
from orchestration.publishing import edition

NOTE = "_refresh.json"


def pending(source: Source, paths: DataPaths) -> list[Vintage]:
    """Vintages of a source that the present code has not conformed."""
    waiting, history = [], History()
    for vintage in vintages_of(source.id, paths):
        state = read_state(vintage, paths)
        if not is_current(source, vintage, state, paths, history.before(vintage)):
            waiting.append(vintage)
        history.add(vintage, state)
    return waiting


def good_vintages(source_id: str, paths: DataPaths) -> int:
    """How many vintages of a source gave rows to the lake."""
    states = (read_state(v, paths) for v in vintages_of(source_id, paths))
    return sum(1 for s in states if s is not None and s["outcome"] == Outcome.LOADED)


def lake_fingerprint(paths: DataPaths) -> str:
    """Hash of the code and of the lake's listing: names, sizes and times of its files."""
    digest = hashlib.sha256(code_fingerprint().encode())
    for path in sorted(paths.lake.rglob("*.parquet")):
        if path.name not in DERIVED:
            stat = path.stat()
            name = path.relative_to(paths.lake).as_posix()
            digest.update(f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def note_done(paths: DataPaths, edition_name: str) -> None:
    """Notes that the lake and code of this moment are what the edition holds."""
    data = {"fingerprint": lake_fingerprint(paths), "edition": edition_name}
    write_text(json.dumps(data), paths.state / NOTE)


def is_published(paths: DataPaths) -> bool:
    """Whether the served edition already holds the lake as it is now."""
    try:
        note = json.loads((paths.state / NOTE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    served = edition.current(paths.published)
    return (
        served is not None
        and served.name == note.get("edition")
        and served.database.exists()
        and note.get("fingerprint") == lake_fingerprint(paths)
    )
