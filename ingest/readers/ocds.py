"""Reads OCDS (1.0 and 1.1) of any publisher: packages or bare releases and records, JSON or JSONL.

Releases are merged per ``ocid`` before anything is read from them, by the standard's rules: later
values replace earlier ones, null removes, lists of objects merge by ``id``. Does not belong here:
what a merged process says (``ocds_rows.py``).
"""

import gzip
import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from ingest.problems import IngestError, Problem
from ingest.readers.ocds_rows import SECTIONS, rows_of
from ingest.readers.sheet import Cell, Sheet

Json = dict[str, Any]
STRIDE = 100_000_000  # row n of the k-th section is source_row (k - 1) * STRIDE + n
NO_RELEASE = "no release with an ocid"
_HOLDERS = ("releases", "records", "package")


def read(path: Path) -> list[Sheet]:
    """One sheet per section of ``SECTIONS``; a section without rows has only its header.

    Raises:
        IngestError: The file is not JSON, or holds nothing with an ``ocid``.
    """
    return _sheets(path, path.stat().st_mtime_ns)


def refuse_others(path: Path, own: list[str], claimed: tuple[str, ...]) -> None:
    """Lets only files through whose every process is of the publisher that a source names.

    Args:
        path: The file.
        own: Beginnings of the source's ``ocid``; empty for the source of any other publisher.
        claimed: Beginnings that any source names.

    Raises:
        IngestError: ``not_of_this_source``, with the first ``ocid`` that belongs elsewhere, or what
            every release of an unnamed publisher must have (OCDS 1.1: date and tag).
    """
    try:
        process = next(s for s in read(path) if s.name == "process")
    except IngestError as error:
        if own or error.problems[0].value != NO_RELEASE:
            raise
        raise IngestError(Problem("not_of_this_source", path.name, value=NO_RELEASE)) from error
    ocids = [str(row[0]) for row in process.rows[1:]]
    known = tuple(p.casefold() for p in own or claimed)
    wrong = next((o for o in ocids if o.casefold().startswith(known) != bool(own)), None)
    if wrong is None and not own:
        tagged = process.rows[0].index("tagged")
        wrong = next((str(r[0]) for r in process.rows[1:] if not r[tagged]), None)
    if wrong is not None:
        raise IngestError(Problem("not_of_this_source", path.name, value=wrong))


@lru_cache(maxsize=2)  # every table of a source asks for the same file
def _sheets(path: Path, _version: int) -> list[Sheet]:
    processes = merged_processes(path)
    sheets = []
    for k, (section, columns) in enumerate(SECTIONS.items()):
        rows: list[list[Cell]] = [list(columns)]
        for process in processes:
            rows += [[row.get(c) for c in columns] for row in rows_of(section, process)]
        numbers = [k * STRIDE + n for n in range(len(rows))]
        sheets.append(Sheet(section, rows, numbers))
    return sheets


def merged_processes(path: Path) -> list[Json]:
    """Every process of a file in its latest state, in the order in which each first appears.

    Raises:
        IngestError: The file cannot be read or holds no release.
    """
    releases: dict[str, list[Json]] = {}
    try:
        for document in _documents(path):
            for release in _releases(document):
                releases.setdefault(str(release["ocid"]), []).append(release)
    except (OSError, EOFError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise IngestError(Problem("unreadable_file", path.name, value=str(error)[:200])) from error
    if not releases:
        raise IngestError(Problem("unreadable_file", path.name, value=NO_RELEASE))
    return [merge(list_of) for list_of in releases.values()]


def merge(releases: list[Json]) -> Json:
    """The compiled state of one process.

    Args:
        releases: Its releases in any order; ``date`` decides which is later.
    """
    state: Json = {}
    for release in sorted(releases, key=lambda r: str(r.get("date") or "")):
        _merge_into(state, release)
    return state


def _merge_into(state: Json, patch: Json) -> None:
    for key, value in patch.items():
        old = state.get(key)
        if value is None:
            state.pop(key, None)
        elif isinstance(value, dict):
            target = old if isinstance(old, dict) else {}
            _merge_into(target, value)
            state[key] = target
        elif _identified(value):
            state[key] = _merged_list(old if isinstance(old, list) else [], value)
        else:
            state[key] = value


def _identified(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(v, dict) and v.get("id") not in (None, "") for v in value)
    )


def _merged_list(old: list[Any], new: list[Json]) -> list[Any]:
    """Objects of one id are one object; a list whose ids repeat is itself merged."""
    merged = [dict(o) if isinstance(o, dict) else o for o in old]
    places = {str(o["id"]): n for n, o in enumerate(merged) if isinstance(o, dict) and "id" in o}
    for item in new:
        at = places.get(str(item["id"]))
        if at is None:
            places[str(item["id"])] = len(merged)
            merged.append({})
            at = len(merged) - 1
        _merge_into(merged[at], item)
    return merged


def _documents(path: Path) -> Iterator[Any]:
    """The file as one JSON document or, where that fails after the first line, one per line."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig")
    try:
        yield json.loads(text)
    except ValueError:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2:
            raise
        for line in lines:
            yield json.loads(line)


def _releases(document: Any) -> Iterator[Json]:
    """Releases wherever a package, a list of packages or a publisher's envelope holds them."""
    if isinstance(document, list):
        for entry in document:
            yield from _releases(entry)
    elif isinstance(document, dict):
        if isinstance(document.get("compiledRelease"), dict):
            yield {"ocid": document.get("ocid"), **document["compiledRelease"]}
        elif held := [document[h] for h in _HOLDERS if h in document]:
            for inner in held:
                yield from _releases(inner)
        elif document.get("ocid"):
            yield document
