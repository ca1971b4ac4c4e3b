"""What is remembered between fetches: validators, cursors, where a download was cut.

Does not belong here: vintages; losing this folder costs one full download and nothing else.
"""

import hashlib
import json
import time
from typing import Any

from ingest.durable import write_text
from ingest.settings import DataPaths

MAX_CUT_SECONDS = 6 * 3600  # pages move while a publisher adds rows


class Memory:
    """The memory of one address of a source.

    Args:
        paths: Data folders.
        source_id: Source.
        address: URL that it is about.
    """

    def __init__(self, paths: DataPaths, source_id: str, address: str) -> None:
        name = hashlib.sha256(address.encode()).hexdigest()[:16]
        self.folder = paths.state / "fetch" / source_id
        self._file = self.folder / f"{name}.json"
        self.part = self.folder / f"{name}.part"
        self.folder.mkdir(parents=True, exist_ok=True)
        self._later: dict[str, Any] | None = None

    def read(self) -> dict[str, Any]:
        """What was noted last; empty at first or where the note is damaged."""
        try:
            noted: dict[str, Any] = json.loads(self._file.read_text(encoding="utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return {}
        return noted

    def write(self, noted: dict[str, Any]) -> None:
        """Replaces the note."""
        write_text(json.dumps(noted, sort_keys=True), self._file)

    def write_later(self, noted: dict[str, Any]) -> None:
        """Keeps what is to be noted once the fetched file has arrived.

        A fetch that is killed before that is made again: a publisher's "not changed since" must
        never stand for a file that got lost on the way.
        """
        self._later = noted

    def settle(self) -> None:
        """Notes what was kept for later."""
        if self._later is not None:
            self.write(self._later)
            self._later = None

    def cut(self) -> dict[str, Any]:
        """Where an earlier fetch was cut, if that is not too long ago to go on with."""
        stood = self.read().get("cut")
        fresh = self.part.exists() and time.time() - self.part.stat().st_mtime < MAX_CUT_SECONDS
        return dict(stood) if isinstance(stood, dict) and fresh else {}
