"""What is remembered between fetches: validators, cursors, where a download was cut.

Does not belong here: vintages; losing this folder costs one full download and nothing else.
"""

import hashlib
import json
from typing import Any

from ingest.durable import write_text
from ingest.settings import DataPaths


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
