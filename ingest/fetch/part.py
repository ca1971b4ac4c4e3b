"""The unfinished file of a paged fetch: cut back to the last noted page, packed when whole."""

import csv
import gzip
import hashlib
import io
import json
import shutil
from pathlib import Path
from typing import Any, BinaryIO


class Part:
    """Rows of an unfinished fetch as plain CSV.

    Args:
        path: Where the part lies.
        columns: Header, and the fields taken from each row.
        kept: Bytes that earlier pages wrote; what stands behind them is cut off. 0 starts anew.
    """

    def __init__(self, path: Path, columns: list[str], kept: int) -> None:
        self._columns = columns
        self._file, resumed = _opened(path, kept)
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


class Lines:
    """Records of an unfinished fetch as JSON lines.

    Args:
        path: Where the part lies.
        kept: Bytes that earlier pages wrote; what stands behind them is cut off. 0 starts anew.
    """

    def __init__(self, path: Path, kept: int) -> None:
        self._file = _opened(path, kept)[0]

    def __enter__(self) -> "Lines":
        """The part itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes the file; what was written stays."""
        self._file.close()

    def write(self, records: list[Any]) -> None:
        """Appends a page; keys are sorted, so that the same records give the same bytes."""
        self._file.writelines(map(_line, records))

    def position(self) -> int:
        """Bytes written so far."""
        self._file.flush()
        return self._file.tell()


def digest_of(records: list[Any]) -> str:
    """SHA-256 of records as they are written."""
    return hashlib.sha256(b"".join(map(_line, records))).hexdigest()


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


def _line(record: object) -> bytes:
    return json.dumps(record, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def _opened(path: Path, kept: int) -> tuple[BinaryIO, bool]:
    """The part, cut back to what is kept, and whether anything is."""
    if not 0 < kept <= (path.stat().st_size if path.exists() else 0):
        return path.open("wb"), False
    file = path.open("r+b")
    file.truncate(kept)
    file.seek(kept)
    return file, True


def _cell(value: object) -> object:
    if isinstance(value, dict):  # Socrata's URL columns are objects
        return value.get("url") or json.dumps(value, ensure_ascii=False, sort_keys=True)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
