"""The unfinished file of a paged fetch: cut back to the last noted page, packed when whole."""

import csv
import gzip
import io
import json
import shutil
from pathlib import Path
from typing import Any


class Part:
    """Rows of an unfinished fetch as plain CSV.

    Args:
        path: Where the part lies.
        columns: Header, and the fields taken from each row.
        kept: Bytes that earlier pages wrote; what stands behind them is cut off. 0 starts anew.
    """

    def __init__(self, path: Path, columns: list[str], kept: int) -> None:
        self._columns = columns
        resumed = 0 < kept <= (path.stat().st_size if path.exists() else 0)
        self._file = path.open("r+b" if resumed else "wb")
        if resumed:
            self._file.truncate(kept)
            self._file.seek(kept)
        self._text = io.TextIOWrapper(self._file, encoding="utf-8", newline="")
        self._writer = csv.writer(self._text, lineterminator="\n")
        if not resumed:
            self._writer.writerow(columns)

    def __enter__(self) -> "Part":
        """The part itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes the file; what was written stays."""
        self._text.close()

    def write(self, rows: list[dict[str, Any]]) -> None:
        """Appends a page; fields that are not columns are left out, absent ones are blank."""
        self._writer.writerows([[_cell(row.get(c)) for c in self._columns] for row in rows])

    def position(self) -> int:
        """Bytes written so far."""
        self._text.flush()
        return self._file.tell()


def packed(part: Path) -> Path:
    """The finished part, gzipped; time 0 inside: the same rows give the same bytes and vintage."""
    final = part.with_suffix(".gz")
    with (
        part.open("rb") as rows,
        final.open("wb") as raw,
        gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as archive,
    ):
        shutil.copyfileobj(rows, archive, 1024 * 1024)
    part.unlink()
    return final


def _cell(value: object) -> object:
    if isinstance(value, dict):  # Socrata's URL columns are objects
        return value.get("url") or json.dumps(value, ensure_ascii=False, sort_keys=True)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
