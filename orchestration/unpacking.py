"""Archives among the files of a folder: each member is a candidate file of its own.

What lies inside an archive is noted by the archive's content and Veta's declarations, so that an
archive whose members are all landed is not opened again. Only members that a source takes and
that are not landed yet stay on the disk, under ``.staging``, until they are.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ingest.archives import Member, is_single, take_out
from ingest.models import Source
from ingest.problems import IngestError, Problem
from ingest.registry import fingerprint
from ingest.settings import DataPaths

Note = dict[str, Any]
Look = Callable[[Path], Note]
IsLanded = Callable[[Note], bool]


def key_of(path: Path, digest: str, sources: dict[str, Source]) -> str:
    """What an archive's note is stored under: its bytes, its name and every declaration."""
    code = hashlib.sha256("".join(fingerprint(s) for s in sources).encode()).hexdigest()
    return f"{digest}:{path.name}:{code[:16]}"


def open_archive(
    path: Path, key: str, known: Note | None, paths: DataPaths, look: Look, is_landed: IsLanded
) -> tuple[Note, dict[str, Member]]:
    """What an archive holds, and the members that wait to be landed.

    Args:
        path: The archive.
        key: As :func:`key_of` gives it.
        known: What was noted of it before.
        paths: Data folders.
        look: Recognises a file and notes what it is, with its SHA-256.
        is_landed: Whether what a note speaks of is a vintage already.

    Returns:
        The note, whose ``members`` are notes by the member's name, and the members by name.
    """
    if known is not None and all(_done(n, is_landed) for n in known["members"].values()):
        return known, {}
    folder = paths.staging / "archives" / key[:16]
    shutil.rmtree(folder, ignore_errors=True)
    note: Note = {"members": {}, "problems": []}
    waiting: dict[str, Member] = {}
    alone = is_single(path)
    for found in _each(path, folder):
        if isinstance(found, Problem):
            note["problems"].append(vars(found))
            continue
        seen = look(found.path)
        if alone and _is_unknown(seen):
            found = _renamed(found)
            seen = look(found.path)
        for problem in seen.get("problems", []):
            problem["file"] = found.origin
        note["members"][found.name] = seen
        if _done(seen, is_landed):
            shutil.rmtree(found.path.parent)
        else:
            waiting[found.name] = found
    if not note["members"] and not note["problems"]:
        note["problems"].append(vars(Problem("archive_empty", path.name)))
    return note, waiting


def forget(member: Member) -> None:
    """Removes a member from where it was taken out to."""
    shutil.rmtree(member.path.parent, ignore_errors=True)


def _each(path: Path, folder: Path) -> Iterator[Member | Problem]:
    try:
        yield from take_out(path, folder)
    except IngestError as error:
        yield from error.problems


def _is_unknown(note: Note) -> bool:
    return [p["code"] for p in note.get("problems", [])] == ["unknown_file"]


def _renamed(member: Member) -> Member:
    """The one file of an archive under the archive's own name: publishers zip ``data.json``."""
    suffixes = "".join(s for s in member.path.suffixes[-2:] if not s[1:].isdigit())
    path = member.path.with_name(member.archive.stem + suffixes)
    member.path.rename(path)
    return Member(path, member.name, member.archive)


def _done(note: Note, is_landed: IsLanded) -> bool:
    return "source" not in note or is_landed(note)
