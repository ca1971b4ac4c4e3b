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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

EDITION_NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
OPEN_EDITIONS_KEPT = 2  # a reader may still hold a cursor on the edition before the current one
MEMORY_LIMIT = os.environ.get("VETA_DASHBOARD_MEMORY", "400MB")

Row = dict[str, Any]
Params = Mapping[str, Any] | Sequence[Any] | None


class EditionUnavailable(Exception):
    """There is no edition that can be read; the subclasses say why."""


class NoEdition(EditionUnavailable):
    """Nothing has been published yet in this data folder."""


class DamagedEdition(EditionUnavailable):
    """`CURRENT` names an edition whose files are missing or cannot be read."""


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


def data_dir() -> Path:
    """The running data folder, from `VETA_DATA_DIR` (default `data`)."""
    return Path(os.environ.get("VETA_DATA_DIR", "data"))


def published_dir() -> Path:
    """Where editions live."""
    return data_dir() / "published"


def current_id() -> str:
    """Read the edition id that `CURRENT` names.

    Raises:
        NoEdition: nothing was published yet.
        DamagedEdition: `CURRENT` holds something that is no edition name.
    """
    try:
        name = (published_dir() / "CURRENT").read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise NoEdition(str(published_dir())) from error
    except (OSError, UnicodeDecodeError) as error:
        raise DamagedEdition(str(error)) from error
    if not EDITION_NAME.match(name):
        raise DamagedEdition("CURRENT")
    return name


def current() -> Edition:
    """The edition being served, opened once per process.

    Raises:
        EditionUnavailable: see the subclasses.
    """
    folder = (published_dir() / current_id()).resolve()
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
            raise DamagedEdition("manifest.json")
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
        raise DamagedEdition(f"{folder.name}: {error}") from error
    return Edition(folder.name, folder, manifest, connection, frozenset(n for (n,) in names))


def forget_opened() -> None:
    """Drop every opened edition; tests use it between data folders."""
    with _lock:
        _opened.clear()


def has(*tables: str) -> bool:
    """Whether the current edition holds all of these tables."""
    return set(tables) <= current().tables


def rows(sql: str, params: Params = None) -> list[Row]:
    """Run one parametrised query and give its rows as dictionaries.

    Money stays `Decimal`, dates stay `date`; NULL is None.

    Args:
        sql: text written in `dashboards.queries`, never built from what a visitor typed.
        params: values for `$name` or `?`.
    """
    cursor = current().connection.cursor()
    try:
        cursor.execute(sql, params) if params else cursor.execute(sql)
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    finally:
        cursor.close()


def row(sql: str, params: Params = None) -> Row | None:
    """The first row of a query, or None."""
    found = rows(sql, params)
    return found[0] if found else None


if __name__ == "__main__":
    served = current()
    print(served.id, served.reference_date, "synthetic" if served.synthetic else "")
