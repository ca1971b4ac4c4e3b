"""Finds and validates the sources and the entity contracts.

A new source is a new folder under ``ingest/sources``; nothing is listed anywhere else.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from ingest.models import Column, Entity, Output, Retired, Source, Table
from ingest.readers.ocds_rows import SECTIONS
from ingest.settings import ROOT, bundled_sources

_TYPE_OF_ENTITY_COLUMN = {
    "text": "text",
    "integer": "integer",
    "bigint": "integer",
    "money": "number",
    "decimal": "number",
    "double": "number",
    "date": "date",
    "boolean": "boolean",
    "timestamptz": "text",
}


class DeclarationError(Exception):
    """A ``source.yml`` or entity contract that does not say what it must; names the file."""


@cache
def load_entities() -> dict[str, Entity]:
    """Every entity contract by name.

    Raises:
        DeclarationError: A contract is not valid.
    """
    folder = ROOT / "ingest" / "entities"
    return {path.stem: _entity(path) for path in sorted(folder.glob("*.yml"))}


@cache
def load_sources(folder: Path | None = None) -> dict[str, Source]:
    """Every active source by id.

    Args:
        folder: Folder of source folders; the bundled one by default.

    Raises:
        DeclarationError: A declaration is not valid or its id is not its folder's name.
    """
    root = folder or bundled_sources()
    sources = [_source(path) for path in sorted(root.glob("*/source.yml"))]
    return {source.id: source for source in sources}


@cache
def load_retired() -> list[Retired]:
    """Sources that are no longer taken, with date and reason."""
    path = bundled_sources() / "RETIRED.yml"
    entries = _declared(path) or []
    return [Retired.model_validate(entry) for entry in entries]


@cache
def claimed_ocids() -> tuple[str, ...]:
    """Beginnings of ``ocid`` that sources of one publisher claim."""
    readers = [t.read for s in load_sources().values() for y in s.layouts for t in y.tables]
    return tuple(sorted({prefix for reader in readers for prefix in reader.ocid}))


def source_folder(source_id: str) -> Path:
    """Folder of a source."""
    return bundled_sources() / source_id


@cache
def fingerprint(source_id: str) -> str:
    """Hash of everything that decides how the source's bytes become rows.

    A vintage whose stored fingerprint differs is conformed again.
    """
    digest = hashlib.sha256()
    code = [p for p in (ROOT / "ingest").rglob("*") if p.suffix in {".py", ".sql", ".yml", ".csv"}]
    own = source_folder(source_id)
    shared = [p for p in code if bundled_sources() not in p.parents]
    for path in sorted(shared) + sorted(p for p in own.rglob("*") if p.is_file()):
        if "__pycache__" not in path.parts:
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _entity(path: Path) -> Entity:
    data = _declared(path)
    try:
        entity = Entity.model_validate({"name": path.stem, **data})
    except ValidationError as error:
        raise DeclarationError(f"{path.name}: {error}") from error
    if unknown := set(entity.key) - set(entity.columns):
        raise DeclarationError(f"{path.name}: key names columns that are not there: {unknown}")
    return entity


def _declared(path: Path) -> Any:
    """What a YAML file says; libyaml reads it several times faster, where it is there."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - both are safe


def _source(path: Path) -> Source:
    data = _declared(path)
    data.pop("anchors", None)  # a place for YAML anchors that several layouts share
    try:
        source = Source.model_validate({"id": path.parent.name, **data})
    except ValidationError as error:
        raise DeclarationError(f"{path.parent.name}/source.yml: {error}") from error
    if source.id != path.parent.name:
        raise DeclarationError(f"{path.parent.name}/source.yml: id is {source.id}")
    for layout in source.layouts:
        for table in layout.tables:
            if table.read.format in {"facts", "ocds"}:
                _declare_own_names(table.columns, table.outputs)
            if table.read.format == "ocds":
                _declare_ocds_section(table)
            for output in table.outputs:
                _check_output(path, output)
    return source


def _declare_ocds_section(table: Table) -> None:
    """An OCDS section also has columns that are no entity's; parties may be natural persons."""
    for name in SECTIONS[table.name]:
        column = table.columns.setdefault(name, Column(header=name, required=False))
        column.person = name.startswith(("supplier_", "tenderer_"))


def _declare_own_names(columns: dict[str, Column], outputs: list[Output]) -> None:
    """The table has the columns of its entity, under the entity's own names."""
    for output in outputs:
        for name, column in load_entities()[output.entity].columns.items():
            kind = _TYPE_OF_ENTITY_COLUMN[column.type]
            columns.setdefault(
                name, Column.model_validate({"header": name, "required": False, "type": kind})
            )
            output.map.setdefault(name, name)


def _check_output(path: Path, output: Output) -> None:
    entities = load_entities()
    where = f"{path.parent.name}/source.yml, output {output.entity}"
    if output.entity not in entities:
        raise DeclarationError(f"{where}: no such entity")
    columns = entities[output.entity].columns
    if unknown := set(output.map) - set(columns):
        raise DeclarationError(f"{where}: the entity has no column {sorted(unknown)}")
    needed = {name for name, column in columns.items() if column.required}
    if absent := needed - set(output.map):
        raise DeclarationError(f"{where}: required columns are not mapped: {sorted(absent)}")
