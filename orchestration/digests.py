"""Hashes of the files of an inbox, remembered for as long as nothing touched them.

Fifteen years of a large source are tens of gigabytes, and nobody should wait until all of them
were read to hear that nothing is new. As in git's index, a file is taken for what it was while
its length, its place on the disk and the moments of its last changes are the same. What is kept
is another matter: landing reads every byte and compares.
"""

import json
import time
from pathlib import Path

from ingest.durable import write_text
from ingest.settings import DataPaths
from ingest.vintages import sha256_of

NOTE = "_digests.json"
# A file that changed twice within one tick of its disk's clock looks unchanged; the coarsest tick,
# FAT's, is two seconds.
TICK_NS = 2_000_000_000
Look = list[int]


class Digests:
    """SHA-256 of files by their path.

    Args:
        paths: Data folders; what is remembered lies in their state.
    """

    def __init__(self, paths: DataPaths) -> None:
        self._file = paths.state / NOTE
        self._known = _read(self._file)
        self._is_new = False

    def of(self, path: Path) -> str:
        """The hash of a file, read only if it may have changed.

        Raises:
            OSError: The file cannot be read.
        """
        look, name = _look(path), str(path.absolute())
        known = self._known.get(name)
        if known is not None and known[1:] == look:
            return str(known[0])
        now = time.time_ns()
        digest = sha256_of(path)
        if _look(path) == look and now - max(look[-2:]) > TICK_NS:
            self._known[name] = [digest, *look]
            self._is_new = True
        return digest

    def keep(self) -> None:
        """Remembers for the next time, of files that are still there."""
        if self._is_new:
            there = {name: told for name, told in self._known.items() if Path(name).exists()}
            write_text(json.dumps(there), self._file)
            self._is_new = False


def _look(path: Path) -> Look:
    stat = path.stat()
    return [stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns]


def _read(file: Path) -> dict[str, list[str | int]]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    told = found.items() if isinstance(found, dict) else ()
    return {name: known for name, known in told if isinstance(known, list)}
