"""How anything reaches its final place: bytes first, then the name, so that no crash tears it.

The one place that knows the order of writes. After a power cut a file or a folder is the old one,
the new one, or not there; never half of either. Does not belong here: what is written.
"""

import os
from pathlib import Path

PARTIAL = ".partial"


def sync(path: Path) -> None:
    """Waits until a file's bytes, or a folder's entries, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(path: Path) -> None:
    """Makes a folder and those above it, each on the disk before anything is in it."""
    missing = []
    while not path.is_dir():
        missing.append(path)
        path = path.parent
    for folder in reversed(missing):
        folder.mkdir(exist_ok=True)
        sync(folder.parent)


def put(partial: Path, final: Path) -> None:
    """Moves a finished file to its place; whoever looks finds the old one or the new one."""
    sync(partial)
    make_folder(final.parent)
    os.replace(partial, final)
    sync(final.parent)


def write_text(text: str, final: Path, mode: int = 0o666) -> None:
    """Replaces a small text file.

    Args:
        text: Its new content.
        final: Its place.
        mode: Permissions of the file, before the process's mask.
    """
    make_folder(final.parent)
    partial = final.with_name(f".{final.name}{PARTIAL}")
    partial.unlink(missing_ok=True)
    handle = os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    put(partial, final)


def put_folder(partial: Path, final: Path) -> None:
    """Gives a finished folder its name; everything in it is on the disk before that."""
    for path in sorted(partial.rglob("*"), reverse=True):
        sync(path)
    sync(partial)
    make_folder(final.parent)
    os.rename(partial, final)
    sync(final.parent)


def remove(path: Path) -> None:
    """Removes a file, and only then goes on."""
    path.unlink(missing_ok=True)
    if path.parent.is_dir():
        sync(path.parent)
