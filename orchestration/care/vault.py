"""Where a backup lies: a folder of another disk, or an address on a store that fsspec knows.

Bytes lie under their hashes, and a list of files by path stands beside them. Does not belong here:
which files are kept (``backup.py``), where they go when they come back (``restore.py``).
"""

import hashlib
import os
import shutil
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import fsspec

from ingest.durable import PARTIAL, make_folder, put, write_text

MANIFEST = "backup.json"
OBJECTS = "objects"
PIECE = 1024 * 1024


class Vault(Protocol):
    """A place of backups.

    Attributes:
        place: Its folder or address, as people are told it.
    """

    place: Path | str

    def is_new(self) -> bool:
        """Whether nothing lies there."""

    def is_ours(self) -> bool:
        """Whether what lies there is a backup, or one that was cut short."""

    def prepare(self) -> None:
        """Makes the place, for the eyes of its owner alone where it can say so."""

    def read(self) -> str:
        """The list of files.

        Raises:
            OSError: There is none, or the place cannot be reached.
        """

    def write(self, text: str) -> None:
        """Replaces the list; whoever reads it finds the old one or the new one."""

    def holds(self, sha256: str, size: int) -> bool:
        """Whether bytes of that hash and length are there."""

    def keep(self, path: Path, sha256: str) -> bool:
        """Takes a file in; not if its bytes are not, or no longer, those of the hash."""

    def bring(self, sha256: str, final: Path, mode: int) -> bool:
        """Copies bytes to a file; not if they are gone or others."""

    def drop_unnamed(self, named: set[str]) -> int:
        """Removes what no file of the list names any more; returns how many."""


def vault_at(place: Path | str) -> Vault:
    """The vault at a folder, or at an address such as ``s3://bucket/veta``.

    Raises:
        ImportError: The package that speaks the address's protocol is not installed.
    """
    return Store(place) if isinstance(place, str) and "://" in place else Folder(Path(place))


def object_of(folder: Path, sha256: str) -> Path:
    """Where a backup in a folder keeps the bytes of that hash."""
    return folder / OBJECTS / sha256[:2] / sha256


class Folder:
    """A folder; every file is on the disk before its name is."""

    def __init__(self, folder: Path) -> None:
        self.place: Path | str = folder
        self.folder = folder.resolve()

    def is_new(self) -> bool:
        """No file lies in the folder."""
        return not self.folder.exists() or not any(self.folder.iterdir())

    def is_ours(self) -> bool:
        """Its list or its objects are there."""
        return (self.folder / MANIFEST).exists() or (self.folder / OBJECTS).exists()

    def prepare(self) -> None:
        """Makes the folder; nobody else may look into it."""
        make_folder(self.folder)
        self.folder.chmod(0o700)

    def read(self) -> str:
        """The list's text."""
        return (self.folder / MANIFEST).read_text(encoding="utf-8")

    def write(self, text: str) -> None:
        """On the disk before it has its name."""
        write_text(text, self.folder / MANIFEST, mode=0o600)

    def holds(self, sha256: str, size: int) -> bool:
        """The file is there in its length."""
        found = object_of(self.folder, sha256)
        return found.is_file() and found.stat().st_size == size

    def keep(self, path: Path, sha256: str) -> bool:
        """Copied and checked on the way."""
        with path.open("rb") as source:
            return _copied(source, object_of(self.folder, sha256), sha256, 0o600)

    def bring(self, sha256: str, final: Path, mode: int) -> bool:
        """Copied and checked on the way."""
        kept = object_of(self.folder, sha256)
        if not kept.is_file():
            return False
        with kept.open("rb") as source:
            return _copied(source, final, sha256, mode)

    def drop_unnamed(self, named: set[str]) -> int:
        """Files, and folders that they leave empty."""
        objects = self.folder / OBJECTS
        gone = [p for p in objects.rglob("*") if p.is_file() and p.name not in named]
        for path in gone:
            path.unlink()
        for folder in objects.glob("*"):
            if folder.is_dir() and not os.listdir(folder):
                shutil.rmtree(folder)
        return len(gone)


class Store:
    """An address on a store; an object is there when all of it is. Who reads it, the store says."""

    def __init__(self, address: str) -> None:
        self.place: Path | str = address
        self.store, self.root = fsspec.core.url_to_fs(address)
        self.store.invalidate_cache()  # what another look of this process saw
        self._sizes: dict[str, int] | None = None

    def is_new(self) -> bool:
        """No object lies below the address."""
        return not self.store.exists(self.root) or not self.store.find(self.root)

    def is_ours(self) -> bool:
        """Its list or its objects are there."""
        return bool(self.store.exists(self._at(MANIFEST)) or self.store.exists(self._at(OBJECTS)))

    def prepare(self) -> None:
        """Makes what the store needs made before it takes files."""
        self.store.makedirs(self.root, exist_ok=True)

    def read(self) -> str:
        """The list's text."""
        text: str = self.store.cat_file(self._at(MANIFEST)).decode("utf-8")
        return text

    def write(self, text: str) -> None:
        """Seen when all of it is there."""
        with self.store.transaction, self.store.open(self._at(MANIFEST), "wb") as file:
            file.write(text.encode())

    def holds(self, sha256: str, size: int) -> bool:
        """The object is there in its length."""
        if self._sizes is None:  # listed once: asking for each would take minutes
            found = self.store.find(self._at(OBJECTS), detail=True)
            self._sizes = {place.rpartition("/")[2]: told["size"] for place, told in found.items()}
        return self._sizes.get(sha256) == size

    def keep(self, path: Path, sha256: str) -> bool:
        """Copied and checked on the way."""
        place = self._object(sha256)
        self.store.makedirs(place.rpartition("/")[0], exist_ok=True)
        try:
            # Nobody sees it before the transaction ends well.
            with (
                self.store.transaction,
                path.open("rb") as source,
                self.store.open(place, "wb") as target,
            ):
                if _poured(source, target) != sha256:
                    raise _OtherBytesError
        except _OtherBytesError:
            return False
        if self._sizes is not None:
            self._sizes[sha256] = path.stat().st_size
        return True

    def bring(self, sha256: str, final: Path, mode: int) -> bool:
        """Copied and checked on the way."""
        try:
            with self.store.open(self._object(sha256), "rb") as source:
                return _copied(source, final, sha256, mode)
        except FileNotFoundError:
            return False

    def drop_unnamed(self, named: set[str]) -> int:
        """Objects that no line of the list names."""
        found = self.store.find(self._at(OBJECTS))
        gone = [place for place in found if place.rpartition("/")[2] not in named]
        for place in gone:
            self.store.rm_file(place)
        return len(gone)

    def _at(self, name: str) -> str:
        return f"{self.root}/{name}"

    def _object(self, sha256: str) -> str:
        return self._at(f"{OBJECTS}/{sha256[:2]}/{sha256}")


class _OtherBytesError(Exception):
    """What was copied has another hash than expected."""


def _copied(source: BinaryIO, final: Path, sha256: str, mode: int) -> bool:
    make_folder(final.parent)
    partial = final.with_name(final.name + PARTIAL)
    with partial.open("wb") as target:
        partial.chmod(mode)
        found = _poured(source, target)
    if found != sha256:
        partial.unlink()
        return False
    put(partial, final)
    return True


def _poured(source: BinaryIO, target: Any) -> str:
    """Copies a file into another; gives the hash of what was copied."""
    digest = hashlib.sha256()
    while piece := source.read(PIECE):
        digest.update(piece)
        target.write(piece)
    return digest.hexdigest()
