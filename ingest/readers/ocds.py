"""Reads OCDS (1.0 and 1.1) of any publisher: packages or bare releases and records, JSON or JSONL.

Releases are merged per ``ocid`` before anything is read from them, by the standard's rules: later
values replace earlier ones, null removes, lists of objects merge by ``id``. Lines are read one by
one and rows kept on disk, so that a file of lines may be larger than memory. Does not belong here:
what a merged process says (``ocds_rows.py``).
"""

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ingest.problems import IngestError, Problem
from ingest.readers.ocds_rows import SECTIONS, rows_of
from ingest.readers.on_disk import Rows
from ingest.readers.sheet import Sheet

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
    known = tuple(p.casefold() for p in own or claimed)
    ocids = map(str, process.column(0))
    wrong = next((o for o in ocids if o.casefold().startswith(known) != bool(own)), None)
    if wrong is None and not own:
        tagged = process.column(process.rows[0].index("tagged"))
        wrong = next(
            (str(o) for o, t in zip(process.column(0), tagged, strict=True) if not t), None
        )
    if wrong is not None:
        raise IngestError(Problem("not_of_this_source", path.name, value=wrong))


@lru_cache(maxsize=2)  # every table of a source asks for the same file
def _sheets(path: Path, _version: int) -> list[Sheet]:
    folder = TemporaryDirectory(prefix="veta-ocds-")
    sections = {
        section: Rows(section, columns, k * STRIDE, folder)
        for k, (section, columns) in enumerate(SECTIONS.items())
    }
    try:
        for process in _processes(path):
            for section, rows in sections.items():
                for row in rows_of(section, process):
                    rows.add(row)
    except (OSError, EOFError, UnicodeError, ValueError, RecursionError) as error:
        raise IngestError(Problem("unreadable_file", path.name, value=str(error)[:200])) from error
    return [rows.sheet() for rows in sections.values()]


def _processes(path: Path) -> Iterator[Json]:
    """Every process of a file in its latest state, as soon as its last release was met.

    Raises:
        ValueError: The file holds no release, or is not JSON.
    """
    to_come = Counter(str(release["ocid"]) for release in _all_releases(path))
    if not to_come:
        raise ValueError(NO_RELEASE)
    waiting: dict[str, list[Json]] = {}
    for release in _all_releases(path):
        ocid = str(release["ocid"])
        waiting.setdefault(ocid, []).append(release)
        to_come[ocid] -= 1
        if not to_come[ocid]:
            yield merge(waiting.pop(ocid))


def _all_releases(path: Path) -> Iterator[Json]:
    for document in _documents(path):
        yield from _releases(document)


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
    """One document per line or, where the first line is none, the file as one document."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8-sig") as file:
        lines = (line for line in file if line.strip())
        first = next(lines, "")
        try:
            yield json.loads(first)
        except ValueError:
            yield json.loads("".join([first, *lines]))
            return
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
