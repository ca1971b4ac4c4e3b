"""``veta check``: what a file is and everything that is wrong with it, before it is taken."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ingest import quality
from ingest.archives import is_archive, take_out
from ingest.conform import Conformed, conform
from ingest.models import Vintage
from ingest.problems import IngestError, Problem
from ingest.refusals import refusals, rejected
from ingest.registry import load_sources
from ingest.settings import Settings
from ingest.tables import open_layout
from ingest.vintages import Recognised, bytes_of, land, recognise
from orchestration.messages import say

GOOD, BAD = 0, 1


def check_file(
    path: Path, source_id: str | None, settings: Settings, out: Callable[[str], None] = print
) -> int:
    """Recognises and conforms a file in a temporary folder and prints every problem.

    Args:
        path: The file; of an archive every member.
        source_id: Source to treat it as; the best fitting one by default.
        settings: Language, memory limit.
        out: Where lines go.

    Returns:
        0 where the file would be taken whole, 1 where rows or the file would be refused.
    """
    folder = Path(tempfile.mkdtemp(prefix="veta-check-"))
    try:
        if not is_archive(path):
            return _check_one(path.resolve(), path.name, source_id, folder, settings, out)
        codes = []
        for number, found in enumerate(take_out(path.resolve(), folder / "members")):
            if isinstance(found, Problem):
                out(found.text(settings.lang))
                codes.append(BAD)
                continue
            apart = folder / str(number)
            codes.append(_check_one(found.path, found.origin, source_id, apart, settings, out))
            shutil.rmtree(found.path.parent)
        return max(codes, default=BAD)
    except IngestError as error:
        for problem in error.problems:
            out(problem.text(settings.lang))
        return BAD
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _check_one(
    path: Path,
    name: str,
    source_id: str | None,
    folder: Path,
    settings: Settings,
    out: Callable[[str], None],
) -> int:
    sources = load_sources()
    known = {source_id: sources[source_id]} if source_id else sources
    try:
        apart = settings.model_copy(update={"data_dir": folder})
        found = recognise(path, known)
        vintage, _ = land(found, apart.paths)
        _tell_file(found, name, settings.lang, out)
        staging = folder / "staging"
        conformed = conform(found.source, vintage, bytes_of(vintage, apart.paths), staging, apart)
        return _report(found, name, vintage, conformed, settings.lang, out)
    except IngestError as error:
        for problem in error.problems:
            out(replace(problem, file=name).text(settings.lang))
        if any(p.source for p in error.problems):
            out(say("file_refused", settings.lang))
        return BAD


def _tell_file(found: Recognised, name: str, lang: str, out: Callable[[str], None]) -> None:
    out(
        say(
            "file_of",
            lang,
            file=name,
            source=found.source.id,
            layout=found.layout.name,
            slice=found.slice,
            as_of=found.data_as_of or "-",
        )
    )


def _report(
    found: Recognised,
    name: str,
    vintage: Vintage,
    conformed: Conformed,
    lang: str,
    out: Callable[[str], None],
) -> int:
    rows = rejected(conformed.rejects, found.layout)
    opened = open_layout(found.path, found.source, found.layout) if rows else []
    for found_wrong in refusals(name, opened, rows, lang):
        out(found_wrong.text)
    out(
        say(
            "file_counts",
            lang,
            read=conformed.rows_read,
            loaded=conformed.rows_loaded,
            rejected=conformed.rows_rejected,
            skipped=sum(conformed.skipped.values()),
        )
    )
    checks = quality.judge(quality.measure(found.source, vintage, conformed, None))
    failed = [c for c in checks if not c["passed"]]
    for c in failed:
        values = {n: c[n] for n in ("subject", "observed", "expected")}
        out(say("check_failed", lang, check=c["check_id"], **values))
    refused = any(c["severity"] == "error" for c in failed)
    if refused:
        out(say("file_refused", lang))
    elif not rows:
        out(say("file_good", lang))
    return BAD if refused or rows else GOOD
