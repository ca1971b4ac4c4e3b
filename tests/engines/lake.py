"""A lake to build from: files taken in and conformed, without Dagster and without publishing."""

from pathlib import Path

from ingest.fetch.inbox import files
from ingest.lake import ensure_empty_files
from ingest.notes import sweep_leftovers
from ingest.pipeline import bring_up_to_date, bundled_files, write_sources
from ingest.registry import load_sources
from ingest.settings import Settings
from ingest.sweep import sweep
from orchestration.intake import land_all, survey


def fill(settings: Settings, inbox: Path) -> int:
    """Takes a folder into the lake of a data folder; returns how many rows it loaded.

    Args:
        settings: Data folder, memory limit.
        inbox: Files as their publishers give them, archives among them.
    """
    paths = settings.paths
    look = survey([*bundled_files(), *files(inbox)], paths)
    rows = 0
    for source in load_sources().values():
        land_all(look, source.id, paths)
        rows += sum(report.rows_loaded for report in bring_up_to_date(source, settings))
    sweep(settings)
    sweep_leftovers(paths)
    ensure_empty_files(paths)
    write_sources(paths)
    return rows
