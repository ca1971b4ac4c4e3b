"""Editions on an object store or a folder elsewhere, by any address that fsspec knows.

The manifest goes after all other files of an edition and ``CURRENT`` after the manifest, so whoever
reads there sees the old edition whole or the new one whole, as on the disk. A finished edition
never changes: what lies there complete is not sent again, and is never overwritten.
"""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import fsspec

from orchestration.publishing import edition
from orchestration.publishing.edition import MANIFEST, NAME, PARTIAL, SUMS, Edition

CURRENT = "CURRENT"


class StoreError(Exception):
    """Editions cannot be sent or brought; carries the code of a message and its values."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


@dataclass(frozen=True)
class Moved:
    """What was done.

    Attributes:
        edition: The one that is served now.
        moved: Names of editions that were sent or brought; empty where all were there.
        size: Their bytes.
    """

    edition: str
    moved: tuple[str, ...] = ()
    size: int = 0


def push(published: Path, address: str) -> Moved:
    """Sends every edition that is not there yet, then the name of the one being served.

    Args:
        published: Folder of editions.
        address: ``s3://bucket/veta``, ``sftp://host/veta``, ``/mnt/share/veta`` …

    Raises:
        StoreError: Nothing is published, an edition is damaged, or another one of its name lies
            there already.
        OSError: The store cannot be reached or written.
        ImportError: The package that speaks the address's protocol is not installed.
    """
    served = edition.current(published)
    if served is None:
        raise StoreError("store_nothing", address=address)
    store, root = fsspec.core.url_to_fs(address)
    sent, size = [], 0
    for made in edition.editions(published):
        if _same(store, f"{root}/{made.name}/{MANIFEST}", made):
            continue
        if edition.damage(made):
            raise StoreError("store_damaged", edition=made.name)
        for name in _files(made.manifest, made.name):
            file, place = made.folder / name, f"{root}/{made.name}/{name}"
            store.makedirs(place.rpartition("/")[0], exist_ok=True)
            store.put_file(str(file), place)
            size += file.stat().st_size
        sent.append(made.name)
    with store.transaction, store.open(f"{root}/{CURRENT}", "wb") as file:
        file.write(f"{served.name}\n".encode())
    return Moved(served.name, tuple(sent), size)


def pull(published: Path, address: str) -> Moved:
    """Brings the edition that a store serves, checks every byte of it, and serves it here.

    Args:
        published: Folder of editions; may be empty.
        address: As in :func:`push`.

    Raises:
        StoreError: The store serves nothing, what came is damaged, or another edition of that name
            lies here already.
        OSError: The store cannot be reached or read.
        ImportError: The package that speaks the address's protocol is not installed.
    """
    store, root = fsspec.core.url_to_fs(address)
    try:
        name = store.cat_file(f"{root}/{CURRENT}").decode().strip()
    except FileNotFoundError as error:
        raise StoreError("store_empty", address=address) from error
    if not NAME.match(name):
        raise StoreError("store_empty", address=address)
    here = edition.read(published, name)
    if here is not None and _same(store, f"{root}/{name}/{MANIFEST}", here):
        edition.serve(here)
        return Moved(name)
    partial = published / f"{PARTIAL}{name}"
    shutil.rmtree(partial, ignore_errors=True)
    size = _bring(store, f"{root}/{name}", partial, name)
    made = Edition(name, partial, json.loads((partial / MANIFEST).read_text(encoding="utf-8")))
    if edition.damage(made):
        shutil.rmtree(partial)
        raise StoreError("store_damaged", edition=name)
    edition.serve(edition.settle(partial, published, name))
    return Moved(name, (name,), size)


def _bring(store: Any, place: str, partial: Path, name: str) -> int:
    try:
        told = json.loads(store.cat_file(f"{place}/{MANIFEST}"))
    except (FileNotFoundError, ValueError) as error:
        raise StoreError("store_damaged", edition=name) from error
    size = 0
    for file in _files(told, name):
        final = partial / file
        final.parent.mkdir(parents=True, exist_ok=True)
        store.get_file(f"{place}/{file}", str(final))
        size += final.stat().st_size
    return size


def _files(manifest: dict[str, Any], name: str) -> list[str]:
    """Files of an edition in the order in which they are written, the manifest last."""
    listed = [*manifest.get("checksums", {}), *([SUMS] if manifest.get("sums") else []), MANIFEST]
    for file in listed:
        path = PurePosixPath(file)
        if path.is_absolute() or ".." in path.parts:
            raise StoreError("store_damaged", edition=name)
    return listed


def _same(store: Any, place: str, made: Edition) -> bool:
    """Whether the edition lies there already; another one of its name is an error."""
    try:
        there = store.cat_file(place)
    except FileNotFoundError:
        return False
    if there != (made.folder / MANIFEST).read_bytes():
        raise StoreError("store_other", edition=made.name)
    return True
