"""Takes the files out of a zip archive, one candidate each, without unpacking it to disk.

A table of text becomes ``<name>.gz``: the archive's own compressed bytes between a gzip header and
its checksum, so that four gigabytes of CSV cost the disk what they cost inside the archive. Other
files (workbooks are compressed already) are copied out. Every member is decompressed on the way,
to prove its checksum and its size before anything takes it.

An archive comes from outside: members never choose where they are written (only their last name
is used), a path that leaves the archive condemns it whole, and sizes are held against limits
before and while they are read.
"""

import gzip
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from ingest.problems import IngestError, Problem

MAX_MEMBERS = 10_000
MAX_UNPACKED = 64 * 1024**3  # the largest official file seen is 4.3 GB
MAX_RATIO = 250  # official tables pack to a twentieth or a thirtieth; a bomb to a thousandth
RATIO_FROM = 16 * 1024**2  # below this a ratio says nothing
TEXT = {".csv", ".txt", ".tsv", ".jsonl"}  # what readers take compressed
NESTED = {".zip", ".7z", ".rar", ".tar", ".tgz", ".bz2", ".xz"}
CHUNK = 1024 * 1024
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_GZIP_HEADER = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"  # deflate, no name, no time


@dataclass(frozen=True)
class Member:
    """A file that was inside an archive.

    Attributes:
        path: Where it lies now, alone in its folder.
        name: Its path inside the archive.
        archive: The archive.
    """

    path: Path
    name: str
    archive: Path

    @property
    def origin(self) -> str:
        """Archive and member, as provenance tells them."""
        return f"{self.archive.name}#{self.name}"


def is_archive(path: Path) -> bool:
    """Whether a file is an archive by its name; workbooks are zip files too, but not archives."""
    return path.suffix.casefold() == ".zip"


def is_single(path: Path) -> bool:
    """Whether an archive holds one file; False too where it cannot be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            return sum(not (i.is_dir() or _is_litter(i)) for i in archive.infolist()) == 1
    except (zipfile.BadZipFile, OSError, ValueError, struct.error):
        return False


def take_out(path: Path, into: Path) -> Iterator[Member | Problem]:
    """Gives every member of an archive, or why it cannot be taken.

    Args:
        path: The archive.
        into: Folder for the members; each gets a folder of its own, so that two of one name do
            not meet.

    Raises:
        IngestError: The archive as a whole is damaged, unsafe or too large.
    """
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as raw:
            infos = [i for i in archive.infolist() if not i.is_dir() and not _is_litter(i)]
            _guard(path, infos)
            for number, info in enumerate(infos):
                if problem := _unfit(path, info):
                    yield problem
                    continue
                target = into / f"{number:05d}" / _last_name(info)
                try:
                    yield Member(_write(archive, raw, info, target), info.filename, path)
                except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
                    shutil.rmtree(target.parent, ignore_errors=True)
                    yield Problem("archive_damaged", _shown(path, info), value=str(error))
    except (zipfile.BadZipFile, OSError, ValueError, struct.error) as error:
        raise IngestError(Problem("unreadable_file", path.name, value=str(error))) from error


def _guard(path: Path, infos: list[zipfile.ZipInfo]) -> None:
    """Refuses an archive by what its directory declares, before anything is read."""
    for info in infos:
        parts = PurePosixPath(info.filename.replace("\\", "/")).parts
        if ".." in parts or info.filename.startswith(("/", "\\")) or ":" in parts[0]:
            raise IngestError(Problem("archive_unsafe", path.name, value=info.filename))
    unpacked = sum(info.file_size for info in infos)
    if len(infos) > MAX_MEMBERS:
        raise IngestError(Problem("archive_too_many", path.name, value=f"{len(infos):,}"))
    packed = path.stat().st_size  # members may overlap: each alone looks innocent
    bomb = _is_bomb(unpacked, packed) or any(_is_bomb(i.file_size, i.compress_size) for i in infos)
    if unpacked > MAX_UNPACKED or bomb:
        size = f"{unpacked / 1024**3:.1f} GiB"
        raise IngestError(Problem("too_large_unpacked", path.name, value=size))


def _is_bomb(unpacked: int, packed: int) -> bool:
    return unpacked > RATIO_FROM and unpacked > MAX_RATIO * max(packed, 1)


def _is_litter(info: zipfile.ZipInfo) -> bool:
    """What operating systems leave in archives: hidden files, resource forks."""
    parts = PurePosixPath(info.filename.replace("\\", "/")).parts
    hidden = any(p.startswith(".") and p != ".." for p in parts)
    return hidden or "__MACOSX" in parts or parts[-1:] in {("Thumbs.db",), ("desktop.ini",)}


def _unfit(path: Path, info: zipfile.ZipInfo) -> Problem | None:
    shown = _shown(path, info)
    if info.flag_bits & 0x1:
        return Problem("archive_encrypted", shown)
    if stat.S_ISLNK(info.external_attr >> 16):
        return Problem("not_a_regular_file", shown)
    if PurePosixPath(info.filename).suffix.casefold() in NESTED:
        return Problem("archive_nested", shown)
    return None


def _write(archive: zipfile.ZipFile, raw: BinaryIO, info: zipfile.ZipInfo, target: Path) -> Path:
    """Writes one member; what is not text is copied, text stays compressed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix.casefold() not in TEXT:
        with archive.open(info) as member, target.open("wb") as file:
            shutil.copyfileobj(member, file, CHUNK)
        return target
    target = target.with_name(target.name + ".gz")
    with target.open("wb") as file:
        if info.compress_type == zipfile.ZIP_DEFLATED:
            file.write(_GZIP_HEADER)
            for chunk in _proven(raw, info):
                file.write(chunk)
            file.write(struct.pack("<II", info.CRC, info.file_size & 0xFFFFFFFF))
        else:
            with (
                archive.open(info) as member,
                gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed,
            ):
                shutil.copyfileobj(member, packed, CHUNK)
    return target


def _proven(raw: BinaryIO, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The compressed bytes of a member, decompressed on the way: no more and no less than it says.

    ``zipfile`` would stop at the declared size; what a longer stream hides behind it must not
    reach a reader that goes on.
    """
    raw.seek(_start_of(raw, info))
    stream, left, seen, checksum = zlib.decompressobj(-zlib.MAX_WBITS), info.compress_size, 0, 0
    while left:
        chunk = raw.read(min(CHUNK, left))
        if not chunk:
            raise EOFError("the archive ends early")
        left -= len(chunk)
        rest = chunk
        while rest:
            out = stream.decompress(rest, CHUNK)
            seen += len(out)
            checksum = zlib.crc32(out, checksum)
            rest = stream.unconsumed_tail
            if seen > info.file_size or stream.unused_data:
                raise zipfile.BadZipFile(f"more than its {info.file_size:,} bytes")
        yield chunk
    seen += len(tail := stream.flush())
    if not stream.eof or seen != info.file_size or zlib.crc32(tail, checksum) != info.CRC:
        raise zipfile.BadZipFile("checksum or size is wrong")


def _start_of(raw: BinaryIO, info: zipfile.ZipInfo) -> int:
    """Where a member's compressed bytes begin: behind its own header, name and extras."""
    raw.seek(info.header_offset)
    signature, name, extra = _LOCAL_HEADER.unpack(raw.read(_LOCAL_HEADER.size))
    if signature != b"PK\x03\x04":
        raise zipfile.BadZipFile("no member at its place")
    return info.header_offset + int(_LOCAL_HEADER.size) + int(name) + int(extra)


def _last_name(info: zipfile.ZipInfo) -> str:
    return PurePosixPath(info.filename.replace("\\", "/")).name


def _shown(path: Path, info: zipfile.ZipInfo) -> str:
    return f"{path.name}#{info.filename}"
