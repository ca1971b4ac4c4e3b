"""``datapackage.json`` (Data Package v2) and ``CITATION.cff`` of a download.

Profile: https://datapackage.org/standard/data-package/. ``fieldsMatch`` is left out on purpose:
the text and the profile of the standard disagree on its type.
"""

from pathlib import Path
from typing import Any

import yaml

from ingest.vintages import sha256_of
from orchestration.manifest import PublicColumn, PublicTable
from orchestration.packages.package import Package
from orchestration.publishing.facts import EditionFacts, SourceUse

PROFILES = "https://datapackage.org/profiles/2.0"
DIALECT = {
    "$schema": f"{PROFILES}/tabledialect.json",
    "header": True,
    "delimiter": ",",
    "quoteChar": '"',
    "doubleQuote": True,
    "lineTerminator": "\n",
}
FILES = {
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
TYPES = {
    "varchar": "string",
    "integer": "integer",
    "bigint": "integer",
    "smallint": "integer",
    "double": "number",
    "date": "date",
    "boolean": "boolean",
    "timestamptz": "datetime",
    "timestamp with time zone": "datetime",
}


def descriptor(folder: Path, package: Package, facts: EditionFacts) -> dict[str, Any]:
    """The descriptor of a package whose data files are written.

    Args:
        folder: Folder of the package.
        package: What it holds.
        facts: The edition.
    """
    table = package.table
    mark_es, mark_en = (" (SINTÉTICO)", " (SYNTHETIC)") if facts.synthetic else ("", "")
    return {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": package.stem,
        "title": f"{table.title('es')} ({table.name}){mark_es}",
        "title_en": f"{table.title('en')} ({table.name}){mark_en}",
        "description": table.es + mark_es,
        "description_en": table.en + mark_en,
        "version": facts.name,
        "created": facts.created,
        "synthetic": facts.synthetic,
        "keywords": _keywords(table, facts),
        "contributors": [{"title": "Veta", "roles": ["processor"]}],
        "sources": [_source(s) for s in package.sources],
        "resources": [_csv(folder, package)],
        "alternates": _files(folder, package),
    }


def citation(package: Package, facts: EditionFacts) -> str:
    """``CITATION.cff`` 1.2.0 of the package, with the sources that it rests on."""
    table = package.table
    mark = " [SYNTHETIC DATA]" if facts.synthetic else ""
    told: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below, and their sources.",
        "type": "dataset",
        "title": f"{table.name}: {table.title('en')}{mark}",
        "abstract": f"{table.es} · {table.en}",
        "authors": [{"name": "Veta"}],
        "version": facts.name,
        "date-released": facts.created_at.date(),
        "keywords": _keywords(table, facts),
    }
    if package.sources:
        told["references"] = [_reference(s) for s in package.sources]
    # One line per value: a title cut in two is not found by whoever searches the file.
    written: str = yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=10_000)
    return written


def _reference(source: SourceUse) -> dict[str, Any]:
    told: dict[str, Any] = {
        "type": "data",
        "title": source.title_es,
        "authors": [{"name": source.publisher}],
    }
    if source.homepage:
        told["url"] = source.homepage
    if source.retrieved_on:
        told["date-accessed"] = source.retrieved_on
    return told


def _keywords(table: PublicTable, facts: EditionFacts) -> list[str]:
    base = ["regalías", "canon", "Colombia", "Perú", table.name]
    return [*base, "sintético", "synthetic"] if facts.synthetic else base


def _source(source: SourceUse) -> dict[str, Any]:
    return {
        "title": f"{source.publisher}: {source.title_es}",
        "title_en": f"{source.publisher}: {source.title_en}",
        **({"path": source.homepage} if source.homepage else {}),
        "version": ", ".join(source.vintages),
        "source_id": source.source_id,
        "licence": source.licence,
        "retrieved_on": str(source.retrieved_on or ""),
        "data_as_of": str(source.data_as_of or ""),
    }


def _csv(folder: Path, package: Package) -> dict[str, Any]:
    path = folder / package.csv
    return {
        "name": package.stem,
        "type": "table",
        "path": path.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **({"compression": "gz"} if path.suffix == ".gz" else {}),
        **_fixity(path),
        "dialect": DIALECT,
        "schema": _schema(package),
    }


def _files(folder: Path, package: Package) -> list[dict[str, Any]]:
    """The same table in other formats: no resources, whose only type in the standard is a table.

    A program that took them for tables would read the first sheet of the workbook.
    """
    return [
        {
            "name": f"{package.stem}-{ending}",
            "path": path.name,
            "format": ending,
            "mediatype": media,
            **_fixity(path),
        }
        for ending, media in FILES.items()
        if (path := folder / f"{package.stem}.{ending}").exists()
    ]


def _fixity(path: Path) -> dict[str, Any]:
    return {"bytes": path.stat().st_size, "hash": f"sha256:{sha256_of(path)}"}


def _schema(package: Package) -> dict[str, Any]:
    table = package.table
    schema: dict[str, Any] = {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [
            _field(c, package.key_is_complete and c.name in table.key) for c in table.columns
        ],
        "missingValues": [""],
    }
    if package.key_is_complete:
        schema["primaryKey"] = list(table.key)
    return schema


def _field(column: PublicColumn, required: bool) -> dict[str, Any]:
    kind = column.type.lower()
    field: dict[str, Any] = {
        "name": column.name,
        "type": "number" if kind.startswith("decimal") else TYPES.get(kind, "string"),
        "title": column.es,
        "title_en": column.en,
        "description": f"{column.es} · {column.en}",
        "unit": column.unit,
    }
    constraints: dict[str, Any] = {"required": True} if required else {}
    if column.values:
        constraints["enum"] = list(column.values)
        field["categories"] = list(column.values)
    return {**field, "constraints": constraints} if constraints else field
