"""A disk that is full, or a folder that may not be written, said in a sentence.

DuckDB, Python and dbt each report it in their own way; people need to know which folder and what to
do. Does not belong here: looking before anything happens (``doctor.py``).
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from orchestration.messages import say

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
CLOSED = {errno.EROFS, errno.EACCES, errno.EPERM}
_FULL_WORDS = (
    "no space left on device",
    "disk quota exceeded",
    "file too large",
    "could not write all bytes",
)
_CLOSED_WORDS = ("read-only file system", "permission denied")


class DiskError(Exception):
    """The disk is full, or may not be written."""

    def __init__(self, code: str, file: str) -> None:
        super().__init__(f"{code}: {file}")
        self.code, self.file = code, file

    def text(self, lang: str) -> str:
        """The sentence for a person."""
        return say(self.code, lang, file=self.file)


def disk_error(error: BaseException) -> DiskError | None:
    """The error as one of the disk, where it is one; whoever wrapped it."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, DiskError):
            return seen
        if isinstance(seen, OSError) and seen.errno in FULL | CLOSED:
            code = "disk_full" if seen.errno in FULL else "disk_closed"
            return DiskError(code, str(seen.filename or "?"))
        found = disk_words(str(seen))
        if found is not None:
            return found
        seen = seen.__cause__ or seen.__context__
    return None


def disk_words(text: str) -> DiskError | None:
    """The same, told by a text such as dbt's or DuckDB's message."""
    low = text.casefold()
    for code, words in (("disk_full", _FULL_WORDS), ("disk_closed", _CLOSED_WORDS)):
        if any(word in low for word in words):
            return DiskError(code, text.strip().splitlines()[0][:200])
    return None


@contextmanager
def explained() -> Iterator[None]:
    """Turns whatever says that the disk is full or closed into one error.

    Raises:
        DiskError: In place of it.
    """
    try:
        yield
    except Exception as error:
        found = disk_error(error)
        if found is None:
            raise
        raise found from error
