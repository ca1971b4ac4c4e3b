"""One refresh at a time per data folder.

The lock is the kernel's, on an open file: it goes when its process goes, however it goes. Within a
process it may be taken again, so that a command may hold it around steps that take it themselves.
Whoever takes it first finds the folder in the format of this release.
"""

import datetime as dt
import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ingest.settings import DataPaths
from orchestration.care.upgrade import upgrade

_held: set[Path] = set()


class BusyError(Exception):
    """Another process holds the lock; says which and since when."""


@contextmanager
def refresh_lock(
    root: Path, *, wait: bool = True, on_wait: Callable[[str], None] | None = None
) -> Iterator[None]:
    """Holds the data folder for one writer.

    Args:
        root: Data folder.
        wait: Whether to wait for the other writer.
        on_wait: Told who holds the lock before waiting begins.

    Raises:
        BusyError: It is held and ``wait`` is false.
        NewerFolderError: A newer release wrote the data folder.
    """
    path = (root / ".refresh.lock").resolve()
    if path in _held:
        yield
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        _acquire(file, wait, on_wait)
        _held.add(path)
        try:
            upgrade(DataPaths(root.resolve()))
            yield
        finally:
            _held.discard(path)
            file.truncate(0)


def _acquire(file: IO[str], wait: bool, on_wait: Callable[[str], None] | None) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        holder = file.read().strip() or "?"
        if not wait:
            raise BusyError(holder) from None
        if on_wait is not None:
            on_wait(holder)
        fcntl.flock(file, fcntl.LOCK_EX)
    file.seek(0)
    file.truncate(0)
    file.write(f"{os.getpid()} ({dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M:%S} UTC)")
    file.flush()
