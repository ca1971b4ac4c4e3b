"""Recognises what a file is and lands it as a vintage: the bytes as received, and their proof.

Does not belong here: reading rows. A vintage is never changed once it is landed.
"""

import datetime as dt
import gzip
import hashlib
import re
import shutil
import zlib
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path

from ingest.durable import PARTIAL, make_folder, put_folder
from ingest.models import Finder, Layout, Source, Vintage
from ingest.problems import IngestError, Problem
from ingest.readers import excel
from ingest.settings import DataPaths
from ingest.tables import Opened, ask_hook, open_layout, titles
from ingest.text import slug, spanish_date


@dataclass(frozen=True)
class Recognised:
    """A file, the source and layout it belongs to, and what it covers.

    Attributes:
        sha256: Of the bytes that were looked at; None where nobody has hashed them yet.
    """

    path: Path
    source: Source
    layout: Layout
    slice: str
    data_as_of: dt.date | None
    sha256: str | None = None


def candidates(path: Path, sources: dict[str, Source]) -> list[Source]:
    """Sources whose patterns fit the file's name; the longest pattern is the best fit.

    A name may end in ``.gz`` whether the pattern says so or not.
    """
    fits = [(best, s) for s in sources.values() if (best := _fits(path, s.patterns))]
    return [s for _, s in sorted(fits, key=lambda fit: -fit[0])]


def _fits(path: Path, patterns: list[str]) -> int:
    """Length of the longest pattern that fits the file's name; 0 where none does."""
    names = {path.name.casefold(), path.name.casefold().removesuffix(".gz")}
    lengths = [len(p) for p in patterns for n in names if fnmatch(n, p.casefold())]
    return max(lengths, default=0)


def recognise(path: Path, sources: dict[str, Source]) -> Recognised:
    """The source, layout, slice and as-of date of a file.

    Args:
        path: The file.
        sources: Where to look.

    Raises:
        IngestError: No source declares such a file (``unknown_file``), or those that do cannot
            read it; the problems of the best-fitting source are given.
    """
    if path.is_symlink() or not path.is_file():
        raise IngestError(Problem("not_a_regular_file", path.name))
    fits = candidates(path, sources)
    if not fits:
        raise IngestError(Problem("unknown_file", path.name))
    refusals: list[IngestError] = []
    declined: set[str] = set()  # patterns under which a source found somebody else's file
    for source in fits:
        for layout in source.layouts:
            try:
                opened = open_layout(path, source, layout)
                return _describe(path, source, layout, opened)
            except IngestError as error:
                if error.problems[0].code == "not_of_this_source":
                    declined.update(source.patterns)
                else:
                    refusals.append(_of_source(error, source.id))
    certain = [s.id for s in fits if _fits(path, [p for p in s.patterns if p not in declined])]
    refusals = [e for e in refusals if e.problems[0].source in certain]
    if not refusals:  # the name is any publisher's, and none of these sources is theirs
        raise IngestError(Problem("unknown_file", path.name))
    raise min(refusals, key=_distance)


def land(found: Recognised, paths: DataPaths, origin: str | None = None) -> tuple[Vintage, bool]:
    """Copies the bytes under ``raw/`` and says whether they are new.

    Args:
        found: A recognised file.
        paths: Data folders.
        origin: URL the bytes came from; the file name where a person dropped them.

    Returns:
        The vintage and whether it was landed now. The same bytes for the same slice are one
        vintage however often they arrive; so are bytes that differ in volatile fields only.
    """
    digest = found.sha256 or sha256_of(found.path)
    content = content_of(found.path, found.source, digest)
    landed = vintages_of(found.source.id, paths)
    for known in landed:
        same = known.sha256 == digest or (known.content or known.sha256) == content
        if same and known.slice == found.slice:
            return known, False
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    as_of = found.data_as_of or now.date()
    vintage_id = f"{as_of:%Y%m%d}-{digest[:12]}"
    if any(known.vintage_id == vintage_id for known in landed):  # the same bytes, another slice
        vintage_id += f"-{slug(found.slice)}"
    vintage = Vintage(
        vintage_id=vintage_id,
        source_id=found.source.id,
        layout=found.layout.name,
        slice=found.slice,
        kind=found.source.vintage.kind,
        retrieved_at=now,
        origin=origin or found.path.name,
        filename=found.path.name,
        sha256=digest,
        bytes=found.path.stat().st_size,
        data_as_of=found.data_as_of,
        content=content if content != digest else None,
    )
    _store(found.path, vintage, paths)
    return vintage, True


def vintages_of(source_id: str, paths: DataPaths) -> list[Vintage]:
    """Every landed vintage of a source, oldest first."""
    found = (
        p
        for p in (paths.raw / source_id).glob("*/vintage.json")
        if not p.parent.name.endswith(PARTIAL)  # a landing that was cut short
    )
    vintages = [Vintage.model_validate_json(p.read_text(encoding="utf-8")) for p in found]
    return sorted(
        vintages,
        key=lambda v: (v.data_as_of or v.retrieved_at.date(), v.retrieved_at, v.vintage_id),
    )


def bytes_of(vintage: Vintage, paths: DataPaths) -> Path:
    """The file of a vintage as it was received."""
    return paths.raw / vintage.source_id / vintage.vintage_id / vintage.filename


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def content_of(path: Path, source: Source, digest: str) -> str:
    """Hash of a file without the fields that its source declares volatile.

    Args:
        path: The file.
        source: Its declaration.
        digest: Hash of the bytes, which it is where nothing is volatile or the file is no JSON.
    """
    kinds = {s.casefold() for s in path.suffixes}
    if not source.volatile or not kinds & {".json", ".jsonl"}:
        return digest
    names = "|".join(map(re.escape, source.volatile)).encode()
    field = re.compile(rb'"(' + names + rb')"\s*:\s*("(?:[^"\\]|\\.)*"|[^\s,}\]]+)')
    opener = gzip.open if ".gz" in kinds else open
    try:
        with opener(path, "rb") as file:
            return hashlib.sha256(field.sub(rb'"\1":', file.read())).hexdigest()
    except (OSError, EOFError, zlib.error):
        return digest


def _store(path: Path, vintage: Vintage, paths: DataPaths) -> None:
    """A folder appears under its final name only when everything in it is on the disk."""
    final = paths.raw / vintage.source_id / vintage.vintage_id
    partial = final.with_name(final.name + PARTIAL)
    shutil.rmtree(partial, ignore_errors=True)
    make_folder(partial)
    copy = partial / vintage.filename
    shutil.copyfile(path, copy)
    if sha256_of(copy) != vintage.sha256:  # the file changed since it was looked at
        shutil.rmtree(partial)
        raise IngestError(Problem("changed_file", path.name, vintage.source_id))
    (partial / "vintage.json").write_text(vintage.as_json(), encoding="utf-8")
    put_folder(partial, final)


def _describe(path: Path, source: Source, layout: Layout, opened: list[Opened]) -> Recognised:
    period = _found(source.vintage.slice, path, source, opened) or "all"
    as_of = None
    if source.vintage.as_of is not None:
        text = _found(source.vintage.as_of, path, source, opened)
        as_of = spanish_date(text) if text else None
    return Recognised(path, source, layout, period, as_of)


def _found(finder: Finder, path: Path, source: Source, opened: list[Opened]) -> str | None:
    if finder.const is not None:
        return finder.const
    if finder.hook is not None:
        return str(ask_hook(source, finder.hook, path))
    if finder.column is not None:
        return _largest(finder.column, opened) or finder.default
    if finder.workbook is not None:
        return excel.written_on(path, finder.workbook) or finder.default
    texts = [path.name] if finder.filename else titles(opened)
    pattern = finder.filename or finder.title or ""
    for text in texts:
        if match := re.search(pattern, text, re.IGNORECASE):
            if finder.form is not None:
                return finder.form.format(*match.groups())
            return "-".join(g for g in match.groups() if g) or match[0]
    return finder.default


def _largest(column: str, opened: list[Opened]) -> str | None:
    """The largest text of a column; of a CSV, in its first records."""
    values: list[str] = []
    for o in opened:
        for sheet, header in o.headers:
            at = header.index.get(column)
            if at is not None:
                values.append(max((v for v in sheet.column(at, header.position) if v), default=""))
    return max(values, default=None) or None


def _of_source(error: IngestError, source_id: str) -> IngestError:
    """The same refusal in the name of the source whose file it must be."""
    return IngestError(*(replace(p, source=p.source or source_id) for p in error.problems))


def _distance(error: IngestError) -> tuple[bool, int]:
    """How far a layout was from fitting: the text that names what is missing."""
    unreadable = any(p.code == "unreadable_file" for p in error.problems)
    return unreadable, sum(len(p.value) for p in error.problems)
