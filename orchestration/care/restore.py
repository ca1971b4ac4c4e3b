"""``veta restore``: brings a backup back into a data folder, every file checked on its way.

Nothing that lies there is overwritten by something else; a restore that was cut short goes on.
Does not belong here: building the edition again (a refresh does).
"""

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from ingest.privacy import key_id, pseudonym_key
from ingest.settings import Settings
from ingest.vintages import sha256_of
from orchestration.care.backup import FILES, FOLDERS, KEY, BackupError, read_manifest
from orchestration.care.vault import Vault, vault_at

TAKEN = {*FOLDERS, "published"}
PLACE = {"VETA_DATA_DIR", "VETA_EXTRACTS_DIR"}  # of the machine, not of the data


@dataclass
class Report:
    """What a restore did.

    Attributes:
        restored: Files put in their place.
        there: Files that were there already, the same.
        damaged: Files whose bytes in the backup are gone or others.
        settings: Settings that the backup was made with and that are others here: then and now.
        content_hash: Of the edition that was served then.
        other_key: Pseudonyms will be others: the key then was another one.
    """

    restored: int = 0
    there: int = 0
    damaged: list[str] = field(default_factory=list)
    settings: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    content_hash: str | None = None
    other_key: bool = False


def restore(settings: Settings, source: Path | str) -> Report:
    """Copies a backup's files into the data folder.

    Args:
        settings: Data folder. Hold its lock meanwhile.
        source: Folder of the backup, or its address on a store.

    Raises:
        BackupError: There is no backup, it names a place outside, or other data lie in the folder.
        OSError: The source cannot be reached.
        ImportError: The package that speaks the address's protocol is not installed.
    """
    vault, root = vault_at(source), settings.paths.root
    manifest = read_manifest(vault)
    entries = sorted(manifest["files"], key=_last_what_seals)
    for entry in entries:
        _refuse_outside(entry["path"])
    _refuse_others(entries, root)
    report = Report(content_hash=manifest.get("content_hash"))
    broken: set[str] = set()
    for entry in entries:
        _bring(entry, vault, root, report, broken)
    now = settings.model_dump(mode="json", exclude={"pseudonym_key"})
    for name, then in manifest["settings"].items():
        here = now.get(name.removeprefix("VETA_").lower())
        if name not in PLACE and here != then:
            report.settings[name] = (then, here)
    report.other_key = key_id(pseudonym_key(settings, settings.paths.state)) != manifest["key"]
    return report


def _bring(
    entry: dict[str, Any], vault: Vault, root: Path, report: Report, broken: set[str]
) -> None:
    path = root / entry["path"]
    folder = str(PurePosixPath(entry["path"]).parent)
    if path.exists():
        report.there += 1
        return
    if path.name == "vintage.json" and folder in broken:
        return  # without its bytes it must not look like a vintage
    if vault.bring(entry["sha256"], path, entry["mode"]):
        report.restored += 1
    else:
        broken.add(folder)
        report.damaged.append(entry["path"])


def _last_what_seals(entry: dict[str, Any]) -> tuple[bool, str]:
    """A note that makes its folder a vintage, or an edition the served one, comes last."""
    seals = entry["path"].endswith(("/vintage.json", "/manifest.json", "/CURRENT"))
    return seals, entry["path"]


def _refuse_outside(name: str) -> None:
    parts = PurePosixPath(name).parts
    inside = name in FILES or (parts and parts[0] in TAKEN and ".." not in parts)
    if not inside:
        raise BackupError("restore_outside", file=name)


def _refuse_others(entries: list[dict[str, Any]], root: Path) -> None:
    """Refuses before anything is written where a file here is another than the backup's."""
    for entry in entries:
        path = root / entry["path"]
        if not path.exists() or sha256_of(path) == entry["sha256"]:
            continue
        if entry["path"] == KEY:
            raise BackupError("restore_other_key", file=path)
        raise BackupError("restore_occupied", file=path)
