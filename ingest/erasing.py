"""Takes persons out of the bytes of a vintage, and leaves a note that says so.

The bytes change, the vintage does not: its id and stated hash stay those of the file as received,
so that the same file is known when it comes again. ``vintage.json`` says when, for which request
and what the bytes hash to since. Does not belong here: recognising persons (``forgotten.py``).
"""

import datetime as dt
import gzip
import re
import shutil
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO

from ingest.durable import PARTIAL, put, write_text
from ingest.models import Erasure, Vintage
from ingest.privacy import MIN_DOCUMENT, RESERVED
from ingest.settings import DataPaths
from ingest.text import plain
from ingest.vintages import bytes_of, sha256_of

CHUNK = 16 * 1024**2
REACH = 64 * 1024  # a piece is cut at a line's end, looked for this far back
# What may stand between the words of a name: blanks, one comma and a blank, a dot, a hyphen.
_BETWEEN = rb"(?:[ \t._-]|\xc2\xa0|\xa0|,[ ]|&nbsp;|\\u00[aA]0){1,3}"
_OUTSIDE = rb"[A-Za-z0-9\x80-\xff]"


def erase(
    vintage: Vintage, paths: DataPaths, number: int, texts: Iterable[str]
) -> tuple[Vintage, int]:
    """Removes a person from a vintage's bytes.

    Args:
        vintage: The vintage.
        paths: Data folders.
        number: Of the request; stands in place of the document number, filled with zeros.
        texts: Documents and names as they are known.

    Returns:
        The vintage as it is noted now, and how many places were cleared; where there are none,
        nothing is touched.
    """
    path = bytes_of(vintage, paths)
    partial = path.with_name(path.name + PARTIAL)
    places = rewritten(path, partial, number, list(texts))
    if not places:
        partial.unlink(missing_ok=True)
        return vintage, 0
    today = dt.datetime.now(dt.UTC).date()
    note = Erasure(on=today, request=number, places=places, sha256=sha256_of(partial))
    told = vintage.model_copy(update={"forgotten": [*vintage.forgotten, note]})
    # The note first: cut between the two, the next try finds the person again and notes it again.
    write_text(told.as_json(), path.with_name("vintage.json"))
    put(partial, path)
    return told, places


def occurrences(path: Path, texts: Iterable[str]) -> int:
    """How often a person stands in a file."""
    return rewritten(path, None, 0, list(texts))


def rewritten(path: Path, target: Path | None, number: int, texts: list[str]) -> int:
    """Writes a file without a person; looks inside gzip, zip and the zip that a workbook is.

    Args:
        path: The file.
        target: The new file; None only counts.
        number: Of the request.
        texts: Documents and names.

    Returns:
        How many places were cleared.
    """
    clear = _Clearing(number, texts, keep_length=path.suffix.casefold() == ".dta")
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith(b"PK\x03\x04"):
        _through_zip(path, target, clear)
    else:
        opener: Callable[..., IO[bytes]] = open
        if start.startswith(b"\x1f\x8b"):
            opener = gzip.open  # type: ignore[assignment]
        with opener(path, "rb") as read:
            if target is None:
                clear.through(read, None)
            elif opener is open:
                with target.open("wb") as write:
                    clear.through(read, write)
            else:
                with (
                    target.open("wb") as raw,
                    gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packed,
                ):
                    clear.through(read, packed)  # type: ignore[arg-type]
    if target is not None:
        shutil.copymode(path, target)
    return clear.places


def _through_zip(path: Path, target: Path | None, clear: "_Clearing") -> None:
    with zipfile.ZipFile(path) as archive:
        if target is None:
            for info in archive.infolist():
                with archive.open(info) as read:
                    clear.through(read, None)
            return
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            for info in archive.infolist():
                with archive.open(info) as read, new.open(_same(info), "w", force_zip64=True) as w:
                    clear.through(read, w)


def _same(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(info.filename, info.date_time)
    made.compress_type = info.compress_type
    made.external_attr = info.external_attr
    return made


class _Clearing:
    """Counts and replaces a person in a stream of bytes, whatever its encoding."""

    def __init__(self, number: int, texts: list[str], *, keep_length: bool) -> None:
        documents = {d for t in texts if len(d := re.sub(r"\D", "", t)) >= MIN_DOCUMENT}
        names = {tuple(re.findall(r"\w+", plain(t))) for t in texts}
        self._patterns: list[tuple[re.Pattern[bytes], Callable[[re.Match[bytes]], bytes]]] = []
        for digits in sorted(documents, key=len, reverse=True):
            self._patterns.append((_document_pattern(digits), self._number(number)))
        for tokens in names:
            if len(tokens) > 1 and not any(t.isdigit() for t in tokens):
                self._patterns.append((_name_pattern(tokens), self._word(keep_length)))
        self.places = 0

    def through(self, read: IO[bytes], write: IO[bytes] | None) -> None:
        rest = b""
        while True:
            piece = read.read(CHUNK)
            held = rest + piece
            cut = _cut(held) if piece else len(held)
            done = self._cleared(held[:cut])
            if write is not None:
                write.write(done)
            rest = held[cut:]
            if not piece:
                return

    def _cleared(self, data: bytes) -> bytes:
        for pattern, replacement in self._patterns:
            data, found = pattern.subn(replacement, data)
            self.places += found
        return data

    @staticmethod
    def _number(number: int) -> Callable[[re.Match[bytes]], bytes]:
        return lambda match: str(number).zfill(len(match[0])).encode()

    @staticmethod
    def _word(keep_length: bool) -> Callable[[re.Match[bytes]], bytes]:
        if keep_length:  # a Stata file has cells of fixed width
            return lambda match: b"x" * len(match[0])
        return lambda _match: RESERVED.encode()


def _cut(data: bytes) -> int:
    """Where a piece may end without cutting a name: after a line, a quote or a tag near its end."""
    found = max(data.rfind(mark, max(0, len(data) - REACH)) for mark in (b"\n", b'"', b"<"))
    return found + 1 if found >= 0 else max(0, len(data) - REACH)


def _document_pattern(digits: str) -> re.Pattern[bytes]:
    spaced = rb"[.\s-]?".join(d.encode() for d in digits)
    # Peru: the tax number of a person is 10, the DNI, and a check digit.
    ruc = rb"|10" + digits.encode() + rb"\d" if len(digits) == 8 else b""
    return re.compile(rb"(?<!\d)(?:" + spaced + ruc + rb")(?!\d)")


def _name_pattern(tokens: tuple[str, ...]) -> re.Pattern[bytes]:
    orders = {tokens[i:] + tokens[:i] for i in range(len(tokens))}
    spelt = (_BETWEEN.join(b"".join(map(_letter, t)) for t in o) for o in sorted(orders))
    return re.compile(
        rb"(?<!" + _OUTSIDE + rb")(?:" + rb"|".join(spelt) + rb")(?!" + _OUTSIDE + rb")"
    )


def _letter(letter: str) -> bytes:
    """A letter in any case, with any accent, in UTF-8, cp1252, JSON's or XML's escapes."""
    forms = [letter, letter.upper()]
    accented = [c for c in map(chr, range(0xC0, 0x100)) if plain(c) == letter]
    ways: set[bytes] = {re.escape(f.encode()) + rb"(?:\xcc[\x80-\xbf])?" for f in forms}
    for c in accented:
        ways |= {re.escape(c.encode("utf-8")), re.escape(c.encode("cp1252"))}
        point = f"{ord(c):04x}"
        ways.add(rb"\\u" + b"".join(f"[{h}{h.upper()}]".encode() for h in point))
        ways |= {f"&#{ord(c)};".encode(), f"&#x{ord(c):X};".encode(), f"&#x{ord(c):x};".encode()}
    return b"(?:" + b"|".join(sorted(ways, key=lambda way: -len(bytes(way)))) + b")"
