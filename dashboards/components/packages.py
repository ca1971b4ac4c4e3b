"""What the edition offers to take away: its data packages, read from their own descriptions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dashboards import published
from dashboards.i18n import get_language

ORDER = (".csv", ".gz", ".parquet", ".xlsx", ".json", ".md", "")


@dataclass(frozen=True)
class Package:
    """One dataset of an edition."""

    name: str
    descriptions: dict[str, str]
    rows: int | None
    files: tuple[tuple[str, int], ...]  # file name, bytes

    def address(self, file_name: str) -> str:
        """Path of a file on this server, for ever the same: it names its edition."""
        return f"/descargas/{published.current_id()}/{self.name}/{file_name}"

    @property
    def description(self) -> str:
        """What a row is, in the visitor's language."""
        return self.descriptions.get(get_language()) or self.descriptions.get("es") or ""


def _read(edition: published.Edition) -> tuple[Package, ...]:
    folder = edition.folder / "downloads"
    if not folder.is_dir():
        return ()
    found = (_package(path, edition) for path in sorted(folder.iterdir()) if path.is_dir())
    return tuple(package for package in found if package.files)


def _package(folder: Path, edition: published.Edition) -> Package:
    try:
        told = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        told = {}
    table = edition.manifest.get("tables", {}).get(folder.name, {})
    files = sorted(
        (path for path in folder.iterdir() if path.is_file()),
        key=lambda path: _place(folder.name, path),
    )
    return Package(
        name=folder.name,
        descriptions=_both(told, "description"),
        rows=table.get("rows"),
        files=tuple((path.name, path.stat().st_size) for path in files),
    )


def _place(dataset: str, path: Path) -> tuple[bool, int, str]:
    """The data first, then what describes them."""
    kind = ORDER.index(path.suffix) if path.suffix in ORDER else len(ORDER)
    return (not path.name.startswith(dataset), kind, path.name)


def _both(told: dict[str, object], key: str) -> dict[str, str]:
    found = {"es": told.get(f"{key}_es") or told.get(key), "en": told.get(f"{key}_en")}
    return {language: str(text) for language, text in found.items() if text}


def packages() -> tuple[Package, ...]:
    """Data packages of the current edition."""
    return _cached(published.current().folder)


def parquet(table: str) -> str:
    """Name of a table's Parquet file as downloaded: invented data say so in it."""
    for package in packages():
        if package.name == table:
            named = [name for name, _size in package.files if name.endswith(".parquet")]
            return named[0] if named else f"{table}.parquet"
    return f"{table}.parquet"


@lru_cache(maxsize=2)
def _cached(_folder: Path) -> tuple[Package, ...]:
    # An edition never changes: its folder is all the cache needs to know.
    return _read(published.current())
