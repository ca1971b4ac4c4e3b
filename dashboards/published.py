"""The only door to the published edition.

Finds the edition named in `<data>/published/CURRENT`, opens its DuckDB file read-only once per
process and gives every call its own cursor, so a new edition is seen at the next call and a
running pipeline is never in the way. No wording and no SQL text of any page belongs here.

Run alone: `python -m dashboards.published` prints the edition being served.
"""

from __future__ import annotations

import json
import os
import re
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:
    import pyarrow as pa

EDITION_NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
OPEN_EDITIONS_KEPT = 2  # a reader may still hold a cursor on the edition before the current one
MEMORY_LIMIT = os.environ.get("VETA_DASHBOARD_MEMORY", "400MB")

Row = dict[str, Any]
Params = Mapping[str, Any] | Sequence[Any] | None


class EditionError(Exception):
    """There is no edition that can be read; the subclasses say why."""


class NoEditionError(EditionError):
    """Nothing has been published yet in this data folder."""


class DamagedEditionError(EditionError):
    """`CURRENT` names an edition whose files are missing or cannot be read."""


class UnknownEditionError(EditionError):
    """The edition asked for by name was never published here, or was pruned."""


class QueryTooLongError(Exception):
    """A query ran past the time that its caller allowed and was interrupted."""


@dataclass(frozen=True)
class Edition:
    """One published, immutable state and the connection that reads it."""

    id: str
    folder: Path
    manifest: Mapping[str, Any]
    connection: duckdb.DuckDBPyConnection = field(repr=False)
    tables: frozenset[str] = field(repr=False)

    @property
    def synthetic(self) -> bool:
        """Whether the manifest says that the data were invented to show how Veta works."""
        return bool(self.manifest.get("synthetic", False))

    @property
    def created_at(self) -> str | None:
        """When the edition was written, as the manifest says it (RFC 3339)."""
        return self.manifest.get("created_at")

    @property
    def reference_date(self) -> str | None:
        """Latest as-of date of the data; indicators count from it, never from the clock."""
        return self.manifest.get("reference_date")


_opened: dict[Path, Edition] = {}
_lock = threading.Lock()
_chosen: ContextVar[str | None] = ContextVar("veta_edition", default=None)
_seconds: ContextVar[float | None] = ContextVar("veta_query_seconds", default=None)
_noted: ContextVar[list[tuple[str, Params]] | None] = ContextVar("veta_noted", default=None)


def data_dir() -> Path:
    """The running data folder, from `VETA_DATA_DIR` (default `data`)."""
    return Path(os.environ.get("VETA_DATA_DIR", "data"))


def published_dir() -> Path:
    """Where editions live."""
    return data_dir() / "published"


def current_id() -> str:
    """Read the edition id that `CURRENT` names.

    Raises:
        NoEditionError: nothing was published yet.
        DamagedEditionError: `CURRENT` holds something that is no edition name.
    """
    try:
        name = (published_dir() / "CURRENT").read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise NoEditionError(str(published_dir())) from error
    except (OSError, UnicodeDecodeError) as error:
        raise DamagedEditionError(str(error)) from error
    if not EDITION_NAME.match(name):
        raise DamagedEditionError("CURRENT")
    return name


@contextmanager
def reading(edition: str | None = None, seconds: float | None = None) -> Iterator[Edition]:
    """Reads a named edition instead of the served one, within a time limit per query.

    Holds for this request or thread only, and for every query module called inside.

    Args:
        edition: name of a published edition; None for the one being served.
        seconds: after this long a query is interrupted; None for no limit.

    Raises:
        UnknownEditionError: no edition of that name is here.
    """
    if edition is not None and (
        not EDITION_NAME.match(edition)
        or not (published_dir() / edition / "manifest.json").is_file()
    ):
        raise UnknownEditionError(edition)
    marks = _chosen.set(edition or current_id()), _seconds.set(seconds)
    try:
        yield current()
    finally:
        _chosen.reset(marks[0])
        _seconds.reset(marks[1])


@contextmanager
def noting() -> Iterator[list[tuple[str, Params]]]:
    """Notes each query asked inside, with its values: what was asked is what a page shows."""
    found: list[tuple[str, Params]] = []
    mark = _noted.set(found)
    try:
        yield found
    finally:
        _noted.reset(mark)


def current() -> Edition:
    """The edition being read: the served one unless `reading` chose another; opened once.

    Raises:
        EditionError: see the subclasses.
    """
    folder = (published_dir() / (_chosen.get() or current_id())).resolve()
    with _lock:
        edition = _opened.get(folder)
        if edition is None:
            edition = _open(folder)
            _opened[folder] = edition
            for stale in list(_opened)[:-OPEN_EDITIONS_KEPT]:
                del _opened[stale]
        return edition


def _open(folder: Path) -> Edition:
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        if not isinstance(manifest, dict):
            raise DamagedEditionError("manifest.json")
        connection = duckdb.connect(
            str(folder / "veta.duckdb"),
            read_only=True,
            # Pages only read this one file: whatever reaches SQL can neither read others nor
            # fetch, install or attach anything.
            config={
                "enable_external_access": "false",
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "memory_limit": MEMORY_LIMIT,
                "lock_configuration": "true",
            },
        )
        names = connection.execute(
            "select table_name from information_schema.tables where table_schema = 'main'"
        ).fetchall()
    except (OSError, ValueError, duckdb.Error) as error:
        raise DamagedEditionError(f"{folder.name}: {error}") from error
    return Edition(folder.name, folder, manifest, connection, frozenset(n for (n,) in names))


def forget_opened() -> None:
    """Drop every opened edition and answer; tests use it between data folders."""
    global _rows_kept
    with _lock:
        _opened.clear()
        _answers.clear()
        _rows_kept = 0


def has(*tables: str) -> bool:
    """Whether the current edition holds all of these tables."""
    return set(tables) <= current().tables


# An edition never changes, so an answer holds for as long as it is read. Bounded by rows, which is
# what takes memory; one visitor's clicks and many visitors' front pages ask the same again.
ANSWERS_KEPT, ROWS_KEPT, ROWS_OF_ONE = 2_000, 10_000, 300
# Queries at once: more would share out the same cores and ask for memory at the same moment.
AT_ONCE = 3
_turn = threading.BoundedSemaphore(AT_ONCE)
_answers: OrderedDict[tuple[Path, str, str], tuple[Row, ...]] = OrderedDict()
_rows_kept = 0


def _remembered(key: tuple[Path, str, str]) -> list[Row] | None:
    with _lock:
        kept = _answers.get(key)
        if kept is None:
            return None
        _answers.move_to_end(key)
    return [dict(row) for row in kept]  # callers may add to a row


def _remember(key: tuple[Path, str, str], found: list[Row]) -> None:
    global _rows_kept
    if len(found) > ROWS_OF_ONE:
        return
    with _lock:
        if key in _answers:
            return
        _answers[key] = tuple(dict(row) for row in found)
        _rows_kept += len(found)
        while len(_answers) > ANSWERS_KEPT or _rows_kept > ROWS_KEPT:
            _key, gone = _answers.popitem(last=False)
            _rows_kept -= len(gone)


def rows(sql: str, params: Params = None) -> list[Row]:
    """Run one parametrised query and give its rows as dictionaries.

    Money stays `Decimal`, dates stay `date`; NULL is None.

    Args:
        sql: text written in `dashboards.queries`, never built from what a visitor typed.
        params: values for `$name` or `?`.

    Raises:
        QueryTooLongError: it took longer than `reading` allows.
    """
    edition = current()
    noted = _noted.get()
    if noted is not None:
        noted.append((sql, params))
    key = (edition.folder, sql, repr(params))
    kept = _remembered(key)
    if kept is not None:
        return kept
    with _turn:
        found = _asked(edition, sql, params)
    _remember(key, found)
    return found


def _asked(edition: Edition, sql: str, params: Params) -> list[Row]:
    cursor = edition.connection.cursor()
    limit = _seconds.get()
    timer = threading.Timer(limit, cursor.interrupt) if limit else None
    try:
        if timer:
            timer.daemon = True
            timer.start()
        cursor.execute(sql, params) if params else cursor.execute(sql)
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    except duckdb.InterruptException as error:
        raise QueryTooLongError(f"{limit} s") from error
    finally:
        if timer:
            timer.cancel()
        cursor.close()


@contextmanager
def streamed(sql: str) -> Iterator[pa.RecordBatchReader]:
    """Rows of a long answer as Arrow batches, none of them remembered."""
    cursor = current().connection.cursor()
    try:
        with _turn:
            yield cursor.sql(sql).to_arrow_reader()
    finally:
        cursor.close()


def row(sql: str, params: Params = None) -> Row | None:
    """The first row of a query, or None."""
    found = rows(sql, params)
    return found[0] if found else None


if __name__ == "__main__":
    served = current()
    print(served.id, served.reference_date, "synthetic" if served.synthetic else "")
