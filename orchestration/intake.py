"""Looks over a folder once: which file belongs to which source, and whether its bytes are known.

Recognising a file means opening it; what was recognised is noted by content, so that looking
again costs one look at each file. Nothing is landed here but what is asked for.
"""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ingest.archives import Member, is_archive
from ingest.durable import write_text
from ingest.fetch.live import Fetched, done, fetch
from ingest.models import Source, Vintage
from ingest.problems import IngestError, Problem
from ingest.registry import fingerprint, load_sources
from ingest.settings import DataPaths
from ingest.vintages import (
    Recognised,
    candidates,
    content_of,
    land,
    recognise,
    sha256_of,
    vintages_of,
)
from orchestration import unpacking
from orchestration.digests import Digests

CACHE = "_inbox.json"
Note = dict[str, Any]


@dataclass
class Survey:
    """What a folder holds.

    Attributes:
        found: Recognised files.
        new: Those of ``found`` whose bytes are not landed yet.
        refused: Source to problems of files that look like its own but are not in order.
        unknown: Files that no source declares.
        origins: Address of each file that was fetched.
        members: Files that were taken out of archives and wait to be landed.
        emptied: Archives of which every file that a source takes is landed.
        fetched: What publishers were asked for and gave, by source.
    """

    found: list[Recognised] = field(default_factory=list)
    new: list[Recognised] = field(default_factory=list)
    refused: dict[str, list[Problem]] = field(default_factory=dict)
    unknown: list[Problem] = field(default_factory=list)
    origins: dict[Path, str] = field(default_factory=dict)
    members: dict[Path, Member] = field(default_factory=dict)
    emptied: set[Path] = field(default_factory=set)
    fetched: dict[str, Fetched] = field(default_factory=dict)

    def join(self, other: "Survey") -> None:
        """Adds what another look found."""
        self.found += other.found
        self.new += other.new
        for source_id, problems in other.refused.items():
            self.refused.setdefault(source_id, []).extend(problems)
        self.unknown += other.unknown
        self.origins |= other.origins
        self.members |= other.members
        self.emptied |= other.emptied
        self.fetched |= other.fetched

    def of(self, source_id: str) -> list[Recognised]:
        """Recognised files of a source."""
        return [f for f in self.found if f.source.id == source_id]

    def origin(self, path: Path) -> str | None:
        """Where a file came from, if not from itself: its address, its archive and member."""
        member = self.members.get(path)
        if member is None:
            return self.origins.get(path)
        address = self.origins.get(member.archive)
        return f"{address}#{member.name}" if address else member.origin

    def landed(self, path: Path) -> None:
        """Clears away a file that was fetched or taken out of an archive, once it is landed."""
        member = self.members.pop(path, None)
        if member is None:
            self._cleared(path)
            return
        unpacking.forget(member)
        if member.archive not in {m.archive for m in self.members.values()}:
            self._cleared(member.archive)

    def _cleared(self, path: Path) -> None:
        if path in self.origins:
            done(path)


def fetch_live(
    sources: list[Source],
    paths: DataPaths,
    say: Callable[[str], None] = lambda _line: None,
    chosen: Mapping[str, str] | None = None,
) -> Survey:
    """Fetches what sources declare under ``live`` and recognises what arrived.

    Args:
        sources: Sources to fetch; one without a ``live`` declaration gives nothing.
        paths: Data folders.
        say: Told each address, and how far it has come.
        chosen: Values of ``each`` to keep to; all by default.
    """
    origins: dict[Path, str] = {}
    failed: dict[str, list[Problem]] = {}
    asked_of: dict[str, Fetched] = {}
    for source in sources:
        if source.live:
            asked_of[source.id] = fetched = fetch(source, paths, say, chosen)
            origins |= fetched.arrived
            if fetched.problems:
                failed[source.id] = list(fetched.problems)
    result = survey(list(origins), paths, frozenset(s.id for s in sources))
    result.origins, result.fetched = origins, asked_of
    asked = {path.name: path.parent.parent.name for path in origins}
    for problem in result.unknown:
        if (
            source_id := asked.get(problem.file.partition("#")[0])
        ) and problem.code != "unknown_file":
            failed.setdefault(source_id, []).append(replace(problem, source=source_id))
    for source_id, problems in failed.items():
        result.refused.setdefault(source_id, []).extend(problems)
    for path in result.emptied & set(origins):
        done(path)  # an earlier refresh was cut short after it had landed the last member
    return result


def survey(files: list[Path], paths: DataPaths, only: frozenset[str] | None = None) -> Survey:
    """Recognises files.

    Args:
        files: Files of an inbox, of the sources' own folders, or fetched.
        paths: Data folders.
        only: Sources to take files of; files of other sources are passed over.
    """
    sources = load_sources()
    cache, digests = _read_cache(paths), Digests(paths)
    kept = dict(cache)
    result = Survey()
    landed = {
        source_id: {
            (digest, v.slice)
            for v in vintages_of(source_id, paths)
            for digest in (v.sha256, v.content)
        }
        for source_id in sources
    }
    for path in files:
        if is_archive(path) and not path.is_symlink():
            key, note = _sort_in_archive(path, cache, digests, paths, sources, result, only, landed)
        else:
            key, note = _note_of(path, sources, cache, digests)
            _sort_in(path, note, sources, result, only, landed)
        if key:
            kept[key] = note
    if kept != cache:
        _write_cache(paths, kept)
    digests.keep()
    return result


def land_all(look: Survey, source_id: str, paths: DataPaths) -> tuple[list[Vintage], list[Problem]]:
    """Lands a source's recognised files; one that was fetched is removed from where it arrived.

    Args:
        look: What a folder holds.
        source_id: The source.
        paths: Data folders.

    Returns:
        Vintages that are new, and problems of files that changed or vanished meanwhile.
    """
    new: list[Vintage] = []
    problems: list[Problem] = []
    for item in look.of(source_id):
        try:
            vintage, is_new = land(item, paths, look.origin(item.path))
        except IngestError as error:
            problems += error.problems
            continue
        except OSError as error:
            problems.append(
                Problem("unreadable_file", item.path.name, item.source.id, value=str(error))
            )
            continue
        look.landed(item.path)
        if is_new:
            new.append(vintage)
    return new, problems


def _sort_in_archive(
    path: Path,
    cache: dict[str, Note],
    digests: Digests,
    paths: DataPaths,
    sources: dict[str, Source],
    result: Survey,
    only: frozenset[str] | None,
    landed: dict[str, set[tuple[str | None, str]]],
) -> tuple[str | None, Note]:
    """Sorts in an archive's members; members of sources that are not asked for stay inside."""

    def look(member: Path) -> Note:
        return {**_recognise(member, sources), "sha256": sha256_of(member)}

    def is_landed(note: Note) -> bool:
        source_id = note["source"]
        asked = only is None or source_id in only
        return not asked or _is_landed(note, landed[source_id])

    try:
        key = unpacking.key_of(path, digests.of(path), sources)
        note, waiting = unpacking.open_archive(path, key, cache.get(key), paths, look, is_landed)
    except OSError as error:
        problem = Problem("unreadable_file", path.name, value=str(error))
        key, note, waiting = None, {"members": {}, "problems": [vars(problem)]}, {}
    result.unknown += [Problem(**data) for data in note["problems"]]
    if not waiting and any("source" in n for n in note["members"].values()):
        result.emptied.add(path)
    for name, of_member in note["members"].items():
        if name in waiting:
            result.members[waiting[name].path] = waiting[name]
        if name in waiting or "source" not in of_member:
            inside = waiting[name].path if name in waiting else path
            _sort_in(inside, of_member, sources, result, only, landed)
    return key, note


def _note_of(
    path: Path, sources: dict[str, Source], cache: dict[str, Note], digests: Digests
) -> tuple[str | None, Note]:
    fits = [] if path.is_symlink() else candidates(path, sources)
    if not fits:
        return None, _recognise(path, sources)
    try:
        digest = digests.of(path)
    except OSError as error:
        problem = Problem("unreadable_file", path.name, fits[0].id, value=str(error))
        return None, {"problems": [vars(problem)]}
    code = ",".join(fingerprint(s.id)[:16] for s in fits)
    key = f"{digest}:{path.name}:{code}"
    return key, cache.get(key) or {**_recognise(path, sources), "sha256": digest}


def _recognise(path: Path, sources: dict[str, Source]) -> Note:
    try:
        found = recognise(path, sources)
    except IngestError as error:
        return {"problems": [vars(p) for p in error.problems]}
    as_of = found.data_as_of.isoformat() if found.data_as_of else None
    return {
        "source": found.source.id,
        "layout": found.layout.name,
        "slice": found.slice,
        "data_as_of": as_of,
        "content": content_of(path, found.source, ""),
    }


def _sort_in(
    path: Path,
    note: Note,
    sources: dict[str, Source],
    result: Survey,
    only: frozenset[str] | None,
    landed: dict[str, set[tuple[str | None, str]]],
) -> None:
    for data in note.get("problems", []):
        problem = Problem(**data)
        if not problem.source:
            result.unknown.append(problem)
        elif only is None or problem.source in only:
            result.refused.setdefault(problem.source, []).append(problem)
    if "source" not in note or (only is not None and note["source"] not in only):
        return
    source = sources[note["source"]]
    layout = next(y for y in source.layouts if y.name == note["layout"])
    as_of = dt.date.fromisoformat(note["data_as_of"]) if note["data_as_of"] else None
    item = Recognised(path, source, layout, note["slice"], as_of, note["sha256"])
    result.found.append(item)
    if not _is_landed(note, landed[source.id]):
        result.new.append(item)


def _is_landed(note: Note, landed: set[tuple[str | None, str]]) -> bool:
    """Whether a file, or one that differs from it in volatile fields only, is a vintage."""
    digests = {note["sha256"], note.get("content") or note["sha256"]}
    return any((digest, note["slice"]) in landed for digest in digests)


def _read_cache(paths: DataPaths) -> dict[str, Note]:
    try:
        found: dict[str, Note] = json.loads((paths.state / CACHE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def _write_cache(paths: DataPaths, notes: dict[str, Note]) -> None:
    write_text(json.dumps(notes, ensure_ascii=False), paths.state / CACHE)
