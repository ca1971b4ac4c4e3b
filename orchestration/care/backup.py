"""``veta backup``: what cannot be made again, copied to another disk or a store, and checked.

Everything else in a data folder follows from it: lake, warehouse and edition are built anew. A
second backup copies only what is new. Does not belong here: where it lies (``vault.py``), bringing
it back (``restore.py``).
"""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.durable import PARTIAL
from ingest.models import Vintage
from ingest.privacy import key_id, pseudonym_key
from ingest.settings import Settings
from ingest.vintages import sha256_of
from orchestration.care import upgrade
from orchestration.care.vault import Folder, Vault, vault_at
from orchestration.code import version
from orchestration.publishing import edition

FORMAT = 1
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


def backup(
    settings: Settings, target: Path | str, *, key: bool = True, editions: bool = False
) -> Report:
    """Copies what is new since the last backup to its place and says what it holds now.

    Args:
        settings: Data folder. Hold its lock meanwhile.
        target: Folder of the backup, outside the data folder, or an address on a store.
        key: Whether to take the pseudonyms' key along.
        editions: Whether to take the published editions along, with the history of corrections.

    Raises:
        BackupError: The target lies in the data folder, or holds something else.
        OSError: The target cannot be reached or written.
        ImportError: The package that speaks the address's protocol is not installed.
    """
    root, vault = settings.paths.root, vault_at(target)
    if isinstance(vault, Folder) and root in (vault.folder, *vault.folder.parents):
        raise BackupError("backup_inside", folder=target)
    before = _before(vault)
    if key:
        pseudonym_key(settings, settings.paths.state)  # made now, where there was none yet
    vault.prepare()
    report = Report(with_key=key and (root / KEY).exists())
    entries = []
    for path in _wanted(root, editions):
        name = path.relative_to(root).as_posix()
        if name == KEY and not key:
            continue
        entry = _entry(path, name, before, vault, report)
        if entry is not None:
            entries.append(entry)
    vault.write(json.dumps(_manifest(settings, entries), indent=1))
    report.removed = vault.drop_unnamed({entry["sha256"] for entry in entries})
    return report


def read_manifest(vault: Vault) -> dict[str, Any]:
    """What a backup says of itself.

    Raises:
        BackupError: There is none, or a newer Veta wrote it.
        OSError: The place cannot be read.
    """
    try:
        found = json.loads(vault.read())
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise BackupError("backup_none", folder=vault.place) from error
    known = isinstance(found, dict) and found.get("format") == FORMAT
    if not known or int(found.get("data_format", upgrade.FORMAT)) > upgrade.FORMAT:
        raise BackupError("backup_newer", folder=vault.place)
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


def _before(vault: Vault) -> dict[str, dict[str, Any]]:
    """Files of the last backup by path; empty at first."""
    if vault.is_new():
        return {}
    if not vault.is_ours():
        raise BackupError("backup_foreign", folder=vault.place)
    try:
        return {entry["path"]: entry for entry in read_manifest(vault)["files"]}
    except BackupError as error:
        if error.code == "backup_newer":
            raise
        return {}  # the first one was cut short


def _entry(
    path: Path, name: str, before: dict[str, dict[str, Any]], vault: Vault, report: Report
) -> dict[str, Any] | None:
    stat = path.stat()
    about = {"path": name, "bytes": stat.st_size, "mtime_ns": stat.st_mtime_ns}
    old = before.get(name)
    untouched = old is not None and all(old[k] == v for k, v in about.items())
    if old is not None and untouched and vault.holds(old["sha256"], stat.st_size):
        report.kept += 1
        return old
    found, stated = sha256_of(path), _stated(path)
    if stated is not None and found != stated:
        report.damaged.append(name)
        return old
    if vault.holds(found, stat.st_size):
        report.kept += 1
    else:
        if not vault.keep(path, found):
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
