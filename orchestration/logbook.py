"""The log for programs: one JSON object per line and stage, each with the id of its run.

People read the terminal; ``logs/veta.jsonl`` is for whoever collects logs. Only names, counts,
dates and durations go in: no cell of any file, and no setting.
"""

import datetime as dt
import json
from pathlib import Path

from ingest.settings import DataPaths

FILE = "veta.jsonl"
MOST_BYTES = 10 * 1024 * 1024
KEPT = 5


def note(paths: DataPaths, run_id: str, stage: str, **values: object) -> None:
    """Appends a line.

    Args:
        paths: Data folders; the log lies under ``logs``.
        run_id: The refresh that it belongs to; the same id as in Dagster's pages.
        stage: ``look``, ``raw``, ``conform``, ``build``, ``publish`` or ``refresh``.
        values: What is to be said: text, numbers, true or false.
    """
    path = paths.root / "logs" / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > MOST_BYTES:
        _turn(path)
    at = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
    line = {"at": at, "run_id": run_id, "stage": stage, **values}
    # One write of a short line to a file opened for appending is whole, whoever else appends.
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")


def _turn(path: Path) -> None:
    """The full file becomes ``.1``, that one ``.2``; the oldest goes."""
    for number in range(KEPT, 0, -1):
        older = path.with_name(f"{path.name}.{number}")
        newer = path.with_name(f"{path.name}.{number - 1}") if number > 1 else path
        if newer.exists():
            newer.replace(older)
