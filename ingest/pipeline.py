"""A source's way from files to the lake, without an orchestrator.

``take`` recognises and lands files; ``bring_up_to_date`` conforms what is not yet conformed and
promotes what passes its checks. Dagster assets call these two; so do tests and the command line.
"""

import json
import shutil
import time
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from ingest import acceptance, quality
from ingest.conform import Conformed, conform
from ingest.durable import put
from ingest.erasing import erase
from ingest.fetch import live
from ingest.forgotten import Forgotten, register
from ingest.lake import file_of, write_rows
from ingest.models import Outcome, Source, Vintage
from ingest.notes import History, files_of, is_current, read_state, write_state
from ingest.privacy import pseudonym_key
from ingest.problems import IngestError, Problem
from ingest.registry import fingerprint, load_entities, load_retired, load_sources
from ingest.settings import DataPaths, Settings
from ingest.vintages import bytes_of, land, recognise, sha256_of, vintages_of

META_TABLES = ("meta_vintage", "meta_reject", "meta_quality_check", "meta_reconciliation")
# What is said of a check that keeps a vintage out; of others, its name and measure.
REFUSALS = {"rows_loaded": "empty_file"} | dict.fromkeys(acceptance.ACCEPTABLE, "shrunk")


@dataclass
class Taken:
    """What became of the files of a folder.

    Attributes:
        landed: Source to vintages that are new.
        known: Source to files whose bytes were landed before.
        refused: Source to problems of files that it could not take.
        unknown: Files that no source declares.
    """

    landed: dict[str, list[Vintage]] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    refused: dict[str, list[Problem]] = field(default_factory=dict)
    unknown: list[Problem] = field(default_factory=list)


@dataclass
class Report:
    """What became of one vintage.

    Attributes:
        checks: Rows of ``meta_quality_check``.
        problems: Why it was refused, where it was.
        seconds: Wall time of conforming it now; 0 where nothing was to do.
    """

    vintage: Vintage
    outcome: Outcome
    rows_read: int = 0
    rows_loaded: int = 0
    rows_rejected: int = 0
    rows_skipped: int = 0
    rows_written: int = 0
    checks: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    seconds: float = 0.0


def take(
    files: list[Path],
    paths: DataPaths,
    only: set[str] | None = None,
    origins: dict[Path, str] | None = None,
) -> Taken:
    """Recognises and lands files.

    Args:
        files: Files of an inbox or of the sources themselves.
        paths: Data folders.
        only: Sources to take; all by default.
        origins: Address of each file that was fetched; such a file is removed once it is landed.
    """
    sources = {k: s for k, s in load_sources().items() if only is None or k in only}
    taken = Taken()
    for path in files:
        try:
            found = recognise(path, sources)
            vintage, is_new = land(found, paths, (origins or {}).get(path))
        except IngestError as error:
            _note_refusal(taken, error)
            continue
        if origins and path in origins:
            live.done(path)
        if is_new:
            taken.landed.setdefault(vintage.source_id, []).append(vintage)
        else:
            taken.known[vintage.source_id] = taken.known.get(vintage.source_id, 0) + 1
    return taken


def bundled_files(only: set[str] | None = None) -> list[Path]:
    """Files that lie in the sources' own folders: facts typed from documents."""
    from ingest.registry import source_folder

    return [
        path
        for source in load_sources().values()
        if only is None or source.id in only
        for pattern in source.bundled
        for path in sorted(source_folder(source.id).glob(pattern))
    ]


def bring_up_to_date(source: Source, settings: Settings) -> list[Report]:
    """Conforms every vintage of a source that is not conformed by the present code.

    Args:
        source: The source.
        settings: Data folder, memory limit, pseudonym key.

    Returns:
        One report per vintage, oldest first.
    """
    reports = []
    paths, history = settings.paths, History()
    for vintage in vintages_of(source.id, paths):
        state, previous = read_state(vintage, paths), history.before(vintage)
        if state is not None and is_current(source, vintage, state, paths, previous):
            reports.append(_report_of(vintage, state))
        else:
            reports.append(_conform_one(source, vintage, settings, previous))
            state = read_state(vintage, paths)
        history.add(vintage, state)
    return reports


def write_sources(paths: DataPaths) -> None:
    """Writes what the sources declare about themselves, retired ones too."""
    rows = [_source_row(source) for source in load_sources().values()]
    rows += [
        {
            "source_id": r.id,
            "title_es": r.title.es,
            "title_en": r.title.en,
            "publisher": r.publisher,
            "country": r.country,
            "licence": "not stated",
            "republish": False,
            "cadence": "none",
            "entities": "",
            "evidence": "schema_only",
            "state": "retired",
            "retired_on": r.retired_on,
            "retired_reason": r.reason,
        }
        for r in load_retired()
    ]
    write_rows("meta_source", rows, paths.lake / "meta_source" / "sources.parquet")


def _note_refusal(taken: Taken, error: IngestError) -> None:
    for problem in error.problems:
        if problem.source:
            taken.refused.setdefault(problem.source, []).append(problem)
        else:
            taken.unknown.append(problem)


def _conform_one(
    source: Source, vintage: Vintage, settings: Settings, previous: dict[str, Any] | None
) -> Report:
    started = time.perf_counter()
    paths = settings.paths
    before = files_of(read_state(vintage, paths) or {"files": {}})
    staging = paths.staging / source.id / vintage.vintage_id
    shutil.rmtree(staging, ignore_errors=True)
    try:
        conformed, vintage = _without_forgotten(source, vintage, staging, settings)
        checks = quality.judge(quality.measure(source, vintage, conformed, previous))
        checks = acceptance.settle(checks, acceptance.accepted(vintage, paths))
        failed = [c for c in checks if not c["passed"] and c["severity"] == "error"]
        report = _report(vintage, conformed, checks, failed)
        state = _promote(source, vintage, conformed, report, paths)
    except IngestError as error:
        report = Report(vintage, Outcome.REFUSED, problems=list(error.problems))
        state = _state(source, report, [], paths)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    report.seconds = time.perf_counter() - started
    state["previous"] = (previous or {}).get("vintage_id")
    write_state(vintage, state, paths)
    for gone in before.keys() - files_of(state).keys():
        (paths.root / gone).unlink(missing_ok=True)
    return report


def _without_forgotten(
    source: Source, vintage: Vintage, staging: Path, settings: Settings
) -> tuple[Conformed, Vintage]:
    """Conforms a vintage; one that names a forgotten person again loses that person first."""
    paths = settings.paths
    requests = register(paths)
    key = pseudonym_key(settings, paths.state) if requests else b""
    for _ in range(2):
        forgotten = Forgotten(key, requests)
        path = bytes_of(vintage, paths)
        conformed = conform(source, vintage, path, staging, settings, forgotten)
        if not forgotten.seen:
            return conformed, vintage
        for number, texts in forgotten.seen.items():
            vintage, _ = erase(vintage, paths, number, texts)
        shutil.rmtree(staging, ignore_errors=True)
    raise IngestError(Problem("forgotten_person", vintage.filename, source.id))


def _report(
    vintage: Vintage,
    conformed: Conformed,
    checks: list[dict[str, Any]],
    failed: list[dict[str, Any]],
) -> Report:
    problems = [
        Problem(
            REFUSALS.get(c["check_id"], "quality_failed"),
            vintage.filename,
            vintage.source_id,
            column=c["check_id"],
            value=f"{c['observed']} ({c['expected']})",
        )
        for c in failed
    ]
    return Report(
        vintage=vintage,
        outcome=Outcome.REFUSED if failed else Outcome.LOADED,
        rows_read=conformed.rows_read,
        rows_loaded=0 if failed else conformed.rows_loaded,
        rows_rejected=conformed.rows_rejected,
        rows_skipped=sum(conformed.skipped.values()),
        rows_written=0 if failed else sum(conformed.rows_written.values()),
        checks=checks,
        problems=problems,
    )


def _promote(
    source: Source, vintage: Vintage, conformed: Conformed, report: Report, paths: DataPaths
) -> dict[str, Any]:
    """Puts good rows into the lake; of a refused vintage only the verdict is kept."""

    def place(entity: str) -> Path:
        return file_of(paths, entity, source.id, vintage.slice, vintage.vintage_id)

    years: dict[str, list[int]] = {}
    kept: list[Path] = []
    if report.outcome is Outcome.LOADED:
        for entity, path in conformed.files.items():
            years[entity] = quality.years(path, list(load_entities()[entity].columns))
            kept.append(place(entity))
            put(path, kept[-1])
        kept += [place("meta_vintage"), place("meta_reject")]
        write_rows("meta_vintage", [_vintage_row(source, report, conformed)], kept[-2])
        put(conformed.rejects, kept[-1])
    ids = {"source_id": source.id, "vintage_id": vintage.vintage_id}
    kept.append(place("meta_quality_check"))
    write_rows("meta_quality_check", [{**c, **ids} for c in report.checks], kept[-1])
    if report.outcome is Outcome.LOADED and conformed.reconciliation:
        kept.append(_merged_reconciliation(place("meta_reconciliation"), conformed))
    return _state(source, report, kept, paths) | {"years": years}


def _merged_reconciliation(path: Path, conformed: Conformed) -> Path:
    """Controls of the file stand beside differences that the document itself was typed with."""
    rows = conformed.reconciliation
    final = path.with_name(path.stem + "-controls.parquet")
    write_rows("meta_reconciliation", rows, final)
    return final


def _vintage_row(source: Source, report: Report, conformed: Conformed) -> dict[str, Any]:
    vintage = report.vintage
    ranks = source.vintage.precedence
    return {
        **vintage.model_dump(include={"vintage_id", "source_id", "slice", "kind", "retrieved_at"}),
        **vintage.model_dump(include={"origin", "sha256", "bytes", "data_as_of"}),
        "rows_read": report.rows_read,
        "rows_loaded": report.rows_loaded,
        "rows_rejected": report.rows_rejected,
        "rows_skipped": report.rows_skipped,
        "rows_written": report.rows_written,
        "skipped_by_reason": json.dumps(conformed.skipped, sort_keys=True),
        "precedence": next((r for g, r in ranks.items() if fnmatchcase(vintage.slice, g)), 0),
    }


def _state(source: Source, report: Report, files: list[Path], paths: DataPaths) -> dict[str, Any]:
    return {
        "fingerprint": fingerprint(source.id),
        "outcome": str(report.outcome),
        "rows_read": report.rows_read,
        "rows_loaded": report.rows_loaded,
        "rows_rejected": report.rows_rejected,
        "rows_skipped": report.rows_skipped,
        "rows_written": report.rows_written,
        "checks": report.checks,
        "problems": [vars(p) for p in report.problems],
        "sha256": report.vintage.kept_sha256,
        "accepted": acceptance.accepted(report.vintage, paths),
        "files": {
            f.relative_to(paths.root).as_posix(): {
                "bytes": f.stat().st_size,
                "sha256": sha256_of(f),
            }
            for f in files
        },
    }


def _report_of(vintage: Vintage, state: dict[str, Any]) -> Report:
    refused = state["outcome"] == Outcome.REFUSED
    counts = {k: state[k] for k in state if k.startswith("rows_")}
    return Report(
        vintage=vintage,
        outcome=Outcome.REFUSED if refused else Outcome.UNCHANGED,
        checks=state["checks"],
        problems=[Problem(**p) for p in state["problems"]],
        **counts,
    )


def _source_row(source: Source) -> dict[str, object]:
    return {
        "source_id": source.id,
        "title_es": source.title.es,
        "title_en": source.title.en,
        "publisher": source.publisher,
        "country": source.country,
        "homepage": source.homepage,
        "licence": source.licence,
        "republish": source.republish,
        "cadence": source.cadence,
        "expected_every_days": source.expected_every_days,
        "entities": ",".join(e for e in source.entities if not e.startswith("meta_")),
        "caveats_es": source.caveats.es if source.caveats else None,
        "caveats_en": source.caveats.en if source.caveats else None,
        "evidence": source.evidence,
        "state": "active",
    }
