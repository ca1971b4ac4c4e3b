"""``veta backup``: what cannot be made again, copied to another disk, and checked.

Everything else in a data folder follows from it: lake, warehouse and edition are built anew. Files
lie under their hashes, so a second backup copies only what is new. Does not belong here: bringing
it back (``restore.py``).
"""

import datetime as dt
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.durable import PARTIAL, make_folder, put, write_text
from ingest.models import Vintage
from ingest.privacy import key_id, pseudonym_key
from ingest.settings import Settings
from orchestration.care import upgrade
from orchestration.code import version
from orchestration.publishing import edition

FORMAT = 1
MANIFEST = "backup.json"
OBJECTS = "objects"
KEY = "state/pseudonym.key"
# Bytes as received, what visitors sent in, requests to be forgotten; the marks of the folder.
FOLDERS = ("raw", "observations", "privacy")
FILES = (KEY, "SYNTHETIC")
SECRET = {n for n, field in Settings.model_fields.items() if "SecretStr" in str(field.annotation)}


class BackupError(Exception):
    """A backup that cannot be made or read; carries the code of a message and its values."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


@dataclass
class Report:
    """What a backup did.

    Attributes:
        copied: Files that were new.
        kept: Files that an earlier backup had copied.
        size: Bytes copied.
        removed: Objects that nothing names any more, such as bytes that held a forgotten person.
        damaged: Files that are not what their vintage says; the older copy stays, if there is one.
        with_key: Whether the pseudonyms' key is in it.
    """

    copied: int = 0
    kept: int = 0
    size: int = 0
    removed: int = 0
    damaged: list[str] = field(default_factory=list)
    with_key: bool = False


def backup(settings: Settings, target: Path, *, key: bool = True, editions: bool = False) -> Report:
    """Copies what is new since the last backup into a folder and says what it holds now.

    Args:
        settings: Data folder. Hold its lock meanwhile.
        target: Folder of the backup, outside the data folder.
        key: Whether to take the pseudonyms' key along.
        editions: Whether to take the published editions along, with the history of corrections.

    Raises:
        BackupError: The target lies in the data folder, or holds something else.
    """
    root, target = settings.paths.root, target.resolve()
    if target == root or root in target.parents:
        raise BackupError("backup_inside", folder=target)
    before = _before(target)
    if key:
        pseudonym_key(settings, settings.paths.state)  # made now, where there was none yet
    make_folder(target)
    target.chmod(0o700)
    report = Report(with_key=key and (root / KEY).exists())
    entries = []
    for path in _wanted(root, editions):
        name = path.relative_to(root).as_posix()
        if name == KEY and not key:
            continue
        entry = _entry(path, name, before, target, report)
        if entry is not None:
            entries.append(entry)
    write_text(json.dumps(_manifest(settings, entries), indent=1), target / MANIFEST, mode=0o600)
    report.removed = _drop_unnamed(target, entries)
    return report


def read_manifest(source: Path) -> dict[str, Any]:
    """What a backup says of itself.

    Raises:
        BackupError: There is none, or a newer Veta wrote it.
    """
    try:
        found = json.loads((source / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BackupError("backup_none", folder=source) from error
    known = isinstance(found, dict) and found.get("format") == FORMAT
    if not known or int(found.get("data_format", upgrade.FORMAT)) > upgrade.FORMAT:
        raise BackupError("backup_newer", folder=source)
    return found


def object_of(folder: Path, sha256: str) -> Path:
    """Where a backup keeps the bytes of that hash."""
    return folder / OBJECTS / sha256[:2] / sha256


def copy_checked(source: Path, final: Path, sha256: str | None, mode: int = 0o600) -> str:
    """Copies a file to its place if its bytes are the ones expected.

    Args:
        source: The file.
        final: Its new place.
        sha256: What it must be; taken as it is where None.
        mode: Permissions of the copy.

    Returns:
        The hash of the copy; where it is another than expected, no copy was made.
    """
    make_folder(final.parent)
    partial = final.with_name(final.name + PARTIAL)
    digest = hashlib.sha256()
    with source.open("rb") as read, partial.open("wb") as write:
        partial.chmod(mode)
        while piece := read.read(1024 * 1024):
            digest.update(piece)
            write.write(piece)
    found = digest.hexdigest()
    if sha256 is not None and found != sha256:
        partial.unlink()
    else:
        put(partial, final)
    return found


def _wanted(root: Path, editions: bool) -> Iterator[Path]:
    for name in FILES:
        if (root / name).is_file():
            yield root / name
    for name in (*FOLDERS, *(("published",) if editions else ())):
        for path in sorted((root / name).rglob("*")):
            inside = path.relative_to(root).parts
            if path.is_file() and not any(PARTIAL in part for part in inside):
                yield path


def _before(target: Path) -> dict[str, dict[str, Any]]:
    """Files of the last backup by path; empty at first."""
    if not target.exists() or not any(target.iterdir()):
        return {}
    if not (target / MANIFEST).exists() and not (target / OBJECTS).exists():
        raise BackupError("backup_foreign", folder=target)
    try:
        return {entry["path"]: entry for entry in read_manifest(target)["files"]}
    except BackupError as error:
        if error.code == "backup_newer":
            raise
        return {}  # the first one was cut short


def _entry(
    path: Path, name: str, before: dict[str, dict[str, Any]], target: Path, report: Report
) -> dict[str, Any] | None:
    stat = path.stat()
    about = {"path": name, "bytes": stat.st_size, "mtime_ns": stat.st_mtime_ns}
    old = before.get(name)
    untouched = old is not None and all(old[k] == v for k, v in about.items())
    if old is not None and untouched and object_of(target, old["sha256"]).exists():
        report.kept += 1
        return old
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    stated = _stated(path)
    if stated is not None and found != stated:
        report.damaged.append(name)
        return old
    final = object_of(target, found)
    if final.exists():
        report.kept += 1
    else:
        if copy_checked(path, final, found) != found:
            report.damaged.append(name)  # it changed while it was being copied
            return old
        report.copied += 1
        report.size += stat.st_size
    return {**about, "sha256": found, "mode": stat.st_mode & 0o777}


def _stated(path: Path) -> str | None:
    """What the vintage beside a file says its hash is; None where nothing says it."""
    note = path.with_name("vintage.json")
    if not note.exists():
        return None
    vintage = Vintage.model_validate_json(note.read_text(encoding="utf-8"))
    return vintage.kept_sha256 if vintage.filename == path.name else None


def _manifest(settings: Settings, entries: list[dict[str, Any]]) -> dict[str, Any]:
    served = edition.current(settings.paths.published)
    given = settings.model_dump(mode="json", exclude=SECRET)
    return {
        "format": FORMAT,
        "data_format": upgrade.FORMAT,
        "made_at": f"{dt.datetime.now(dt.UTC).replace(microsecond=0).isoformat()}",
        "version": version(),
        "settings": {f"VETA_{name.upper()}": value for name, value in given.items()},
        "key": key_id(pseudonym_key(settings, settings.paths.state)),
        "key_from_environment": settings.pseudonym_key is not None,
        "edition": served.name if served else None,
        "content_hash": served.content_hash if served else None,
        "files": entries,
    }


def _drop_unnamed(target: Path, entries: list[dict[str, Any]]) -> int:
    named = {entry["sha256"] for entry in entries}
    gone = [p for p in (target / OBJECTS).rglob("*") if p.is_file() and p.name not in named]
    for path in gone:
        path.unlink()
    for folder in (target / OBJECTS).glob("*"):
        if folder.is_dir() and not os.listdir(folder):
            shutil.rmtree(folder)
    return len(gone)
