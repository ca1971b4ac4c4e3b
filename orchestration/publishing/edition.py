"""Editions on the disk: their names, which one is served, whether they are whole.

Does not belong here: what goes into an edition (``publish.py`` and what it calls).
"""

import datetime as dt
import json
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.durable import put_folder, write_text
from ingest.vintages import sha256_of

NAME = re.compile(r"^(\d{4})\.(\d{2})\.(\d+)$")
PARTIAL = ".partial-"
DATABASE = "veta.duckdb"
MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"  # of every other file, the manifest too: `sha256sum -c` checks it anywhere


@dataclass(frozen=True)
class Edition:
    """A finished edition."""

    name: str
    folder: Path
    manifest: dict[str, Any]

    @property
    def database(self) -> Path:
        """The file with the public tables."""
        return self.folder / DATABASE

    @property
    def content_hash(self) -> str:
        """Hash of its data columns."""
        return str(self.manifest.get("content_hash", ""))


def order(name: str) -> tuple[int, int, int]:
    """Sorting key of an edition's name: ``2026.11.10`` comes after ``2026.11.9``."""
    found = NAME.match(name)
    if found is None:
        raise ValueError(f"not the name of an edition: {name}")
    return int(found[1]), int(found[2]), int(found[3])


def editions(published: Path) -> list[Edition]:
    """Finished editions, oldest first; folders without a readable manifest are none."""
    return [e for name in names(published) if (e := read(published, name)) is not None]


def names(published: Path) -> list[str]:
    """Names of all folders of editions, oldest first, readable or not."""
    return sorted((p.name for p in published.glob("*") if NAME.match(p.name)), key=order)


def read(published: Path, name: str) -> Edition | None:
    """The edition of that name, or None where it is not there or its manifest is unreadable."""
    try:
        manifest = json.loads((published / name / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return Edition(name, published / name, manifest) if isinstance(manifest, dict) else None


def current(published: Path) -> Edition | None:
    """The edition being served, or None where nothing is."""
    try:
        name = (published / "CURRENT").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return read(published, name) if NAME.match(name) else None


def next_name(published: Path, now: dt.datetime) -> str:
    """The name of a new edition: year, month, and a number that grows within the month.

    A clock that went backwards does not: the new name always sorts after every name in use.
    """
    used = [order(name) for name in names(published)]
    year, month, number = now.year, now.month, 0
    if used and used[-1][:2] >= (year, month):
        year, month, number = used[-1][0], used[-1][1], used[-1][2] + 1
    return f"{year:04d}.{month:02d}.{number}"


def settle(partial: Path, published: Path, name: str) -> Edition:
    """Makes a complete partial folder an edition; it is not served yet.

    Bytes first, then the folder's name: after a power cut an edition is whole or not there.
    """
    put_folder(partial, published / name)
    made = read(published, name)
    if made is None:
        raise OSError(f"{published / name}: its manifest cannot be read")
    return made


def serve(edition: Edition) -> None:
    """Points ``CURRENT`` at an edition; a reader sees the old name or the new one."""
    write_text(edition.name + "\n", edition.folder.parent / "CURRENT")


def sweep(published: Path) -> None:
    """Removes what interrupted publications left behind."""
    for path in published.glob(f"{PARTIAL}*"):
        shutil.rmtree(path, ignore_errors=True)


def checksums(folder: Path) -> dict[str, str]:
    """SHA-256 of every file that an edition's manifest lists, by relative path."""
    own = {folder / MANIFEST, folder / SUMS}
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p not in own)
    return {p.relative_to(folder).as_posix(): sha256_of(p) for p in files}


def seal(folder: Path, manifest: dict[str, Any]) -> None:
    """Writes the manifest with the checksums of all files, and ``SHA256SUMS`` of them and of it.

    Args:
        folder: Folder of the edition, complete but for these two.
        manifest: What the manifest says beside the checksums.
    """
    stated = checksums(folder)
    told = {**manifest, "sums": SUMS, "checksums": stated}
    text = json.dumps(told, ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    (folder / SUMS).write_text(_sums(folder, stated), encoding="utf-8")


def _sums(folder: Path, stated: dict[str, str]) -> str:
    lines = {**stated, MANIFEST: sha256_of(folder / MANIFEST)}
    return "".join(f"{lines[name]}  {name}\n" for name in sorted(lines))


def damage(edition: Edition) -> list[tuple[str, str]]:
    """What does not agree with the edition's manifest, the manifest itself included.

    Returns:
        Pairs of ``changed``, ``missing`` or ``extra`` and the file's relative path.
    """
    stated: dict[str, str] = edition.manifest.get("checksums", {})
    found = checksums(edition.folder)
    changed = [("changed", f) for f in stated if f in found and found[f] != stated[f]]
    missing = [("missing", f) for f in stated if f not in found]
    extra = [("extra", f) for f in found if f not in stated]
    return [*_seal_damage(edition, stated), *changed, *missing, *extra]


def _seal_damage(edition: Edition, stated: dict[str, str]) -> list[tuple[str, str]]:
    folder = edition.folder
    try:
        said = (folder / SUMS).read_bytes()
    except OSError:
        # The first editions had none; what says that it has one must have it.
        return [("missing", SUMS)] if edition.manifest.get("sums") else []
    wanted = _sums(folder, stated).encode()
    if said == wanted:
        return []
    own = f"{sha256_of(folder / MANIFEST)}  {MANIFEST}\n".encode()
    return [("changed", SUMS if own in said else MANIFEST)]


def prune(published: Path, keep: int, remove: Callable[[Path], None] = shutil.rmtree) -> list[str]:
    """Removes the oldest editions, never the one being served.

    Args:
        published: Folder of editions.
        keep: How many of the newest to keep.
        remove: How a folder is removed.

    Returns:
        Names of the removed editions.
    """
    served = current(published)
    if served is None:
        return []  # without a served edition nobody can say which one must stay
    gone = []
    for edition in editions(published)[: -keep or None]:
        if edition.name != served.name:
            # The manifest goes last to nowhere first: a half-removed folder is no edition.
            hidden = published / f"{PARTIAL}{edition.name}"
            os.rename(edition.folder, hidden)
            remove(hidden)
            gone.append(edition.name)
    return gone
