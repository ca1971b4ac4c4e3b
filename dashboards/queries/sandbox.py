"""A visitor's own SQL on the edition: another process, within limits of time, memory and rows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboards import published

WORKER = Path(__file__).with_name("sandbox_worker.py")
SECONDS = float(os.environ.get("VETA_SQL_SECONDS", "10"))
MEMORY_MB = int(os.environ.get("VETA_SQL_MEMORY_MB", "200"))
MOST_ROWS = 10_000
MOST_BYTES = 5_000_000
MOST_CHARACTERS = 4_000  # of a query: it has to fit in an address
AT_ONCE = 2
PATIENCE_SECONDS = 5.0  # waiting for one of the places above
ANSWERS_KEPT = 8

_places = threading.BoundedSemaphore(AT_ONCE)
_kept: OrderedDict[tuple[str, str], Answer] = OrderedDict()
_lock = threading.Lock()


@dataclass(frozen=True)
class Answer:
    """Rows of a query that worked; `cut` when there were more than are given."""

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    cut: bool


class SandboxError(Exception):
    """The query gave no rows.

    Attributes:
        kind: `refused`, `sql`, `time`, `memory`, `busy` or `failed`.
        detail: what DuckDB says of the visitor's own text, or what was refused.
    """

    def __init__(self, kind: str, detail: str = "") -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind = kind
        self.detail = detail


def run(sql: str, *, seconds: float = SECONDS, memory_mb: int = MEMORY_MB) -> Answer:
    """Run one query on the edition being served.

    Args:
        sql: one SELECT written by a visitor.
        seconds: after this long it is interrupted, and a little later its process ended.
        memory_mb: what DuckDB may use; the process itself is limited too.

    Raises:
        SandboxError: it was refused, failed or ran over a limit.
    """
    edition = published.current()
    key = (str(edition.folder), sql)
    with _lock:
        if key in _kept:
            return _kept[key]
    if len(sql) > MOST_CHARACTERS:
        raise SandboxError("refused", str(MOST_CHARACTERS))
    if not _places.acquire(timeout=PATIENCE_SECONDS):
        raise SandboxError("busy")
    try:
        answer = _read(_ask(str(edition.folder / "veta.duckdb"), sql, seconds, memory_mb))
    finally:
        _places.release()
    with _lock:
        _kept[key] = answer
        while len(_kept) > ANSWERS_KEPT:
            _kept.popitem(last=False)
    return answer


def _ask(file: str, sql: str, seconds: float, memory_mb: int) -> str:
    asked = {
        "file": file,
        "sql": sql,
        "rows": MOST_ROWS,
        "bytes": MOST_BYTES,
        "seconds": seconds,
        "memory_mb": memory_mb,
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and file
            [sys.executable, "-I", str(WORKER)],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            timeout=seconds + 3,
            env={"LANG": "C.UTF-8"},  # none of the server's settings or secrets
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise SandboxError("time") from error
    if done.returncode != 0:
        raise SandboxError("memory" if done.returncode < 0 or "Memory" in done.stderr else "failed")
    return done.stdout


def _read(text: str) -> Answer:
    try:
        told = json.loads(text)
    except ValueError as error:
        raise SandboxError("failed") from error
    if "error" in told:
        raise SandboxError(told["error"], told.get("detail", ""))
    return Answer(
        tuple(column["name"] for column in told["columns"]),
        tuple(column["type"] for column in told["columns"]),
        tuple(tuple(row) for row in told["rows"]),
        bool(told["cut"]),
    )
