"""Reads delimited text through DuckDB, which streams files of any size.

``source_row`` is the record number, the header's record being the last one before the data.
"""

import codecs
import csv
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ingest.models import Reader
from ingest.problems import IngestError, Problem
from ingest.readers.sheet import Cell

HEAD_BYTES = 256 * 1024
# An office writes in one encoding. What the first part does not show is met by the CSV reader,
# which rejects records that it cannot decode; reading four gigabytes twice costs more.
DETECT_BYTES = 64 * 1024**2
MAX_CELL = 32 * 1024**2  # DuckDB refuses longer lines; the longest real one seen is 10 MB


@dataclass(frozen=True)
class Head:
    """The first records of a file and what is needed to read the rest.

    Attributes:
        rows: First records as cells.
        encoding: ``utf-8`` or ``latin-1``, as DuckDB names them.
    """

    rows: list[list[Cell]]
    encoding: str


def head(path: Path, reader: Reader) -> Head:
    """Reads the first records and finds the encoding.

    Raises:
        IngestError: The file is not text or its compression is broken.
    """
    try:
        with _open(path) as stream:
            start = stream.read(HEAD_BYTES)
            encoding = _encoding(stream, start, reader)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        raise IngestError(Problem("unreadable_file", path.name, value=str(error))) from error
    if b"\0" in start:
        raise IngestError(Problem("unreadable_file", path.name, value="NUL byte"))
    text = start.decode("utf-8-sig" if encoding == "utf-8" else encoding, errors="replace")
    csv.field_size_limit(MAX_CELL)
    records = csv.reader(io.StringIO(text, newline=""), delimiter=reader.delimiter)
    rows: list[list[Cell]] = []
    try:
        for record in records:
            rows.append([c if c != "" else None for c in record])
            if len(rows) > reader.header_within:
                break
    except csv.Error as error:
        raise IngestError(Problem("unreadable_file", path.name, value=str(error))) from error
    return Head(rows, encoding)


def scan_sql(path: Path, reader: Reader, width: int, skip: int, encoding: str) -> str:
    """A DuckDB table function call that reads the records after the header as text c0, c1, ….

    Args:
        path: File; ``.gz`` is read as it is.
        reader: Declared delimiter.
        width: Number of columns.
        skip: Records up to and including the header.
        encoding: As :func:`head` found it.
    """
    names = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(width))
    compression = "gzip" if path.suffix == ".gz" else "none"
    return (
        f"read_csv({quoted(str(path))}, columns={{{names}}}, header=false, skip={skip}, "
        f"delim={quoted(reader.delimiter)}, quote='\"', escape='\"', encoding='{encoding}', "
        f"auto_detect=false, strict_mode=true, store_rejects=true, rejects_limit=0, "
        # without a buffer size DuckDB takes sixteen lines of the longest kind
        f"max_line_size={MAX_CELL}, buffer_size={MAX_CELL}, compression='{compression}')"
    )


def quoted(text: str) -> str:
    """A SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def _open(path: Path) -> BinaryIO:
    return gzip.open(path) if path.suffix == ".gz" else path.open("rb")  # type: ignore[return-value]


def _encoding(stream: BinaryIO, start: bytes, reader: Reader) -> str:
    if reader.encoding != "auto":
        return "utf-8" if reader.encoding == "utf-8" else "latin-1"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in _chunks(stream, start):
            if not (chunk.isascii() and decoder.getstate()[0] == b""):  # ASCII is UTF-8 already
                decoder.decode(chunk)
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8"


def _chunks(stream: BinaryIO, start: bytes) -> Iterator[bytes]:
    yield start
    seen = len(start)
    while seen < DETECT_BYTES and (chunk := stream.read(4 * 1024**2)):
        yield chunk
        seen += len(chunk)
