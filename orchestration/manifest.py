"""dbt's manifest: made when it is missing or stale, and read for the public tables it describes.

Run alone: ``python -m orchestration.manifest`` prepares it, which is what ``make`` does.
Does not belong here: an edition's ``manifest.json`` (``edition.py``).
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from orchestration.code import DBT_PROJECT, dbt_fingerprint

MANIFEST = DBT_PROJECT / "target" / "manifest.json"
STAMP = MANIFEST.with_name(".veta-fingerprint")


class DbtProjectError(Exception):
    """The dbt project does not parse; carries what dbt said."""


@dataclass(frozen=True)
class PublicColumn:
    """A column of a public table, described in both languages."""

    name: str
    type: str
    es: str
    en: str
    unit: str = "-"
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class PublicTable:
    """A table of the public contract.

    Attributes:
        key: Columns that identify a row; empty where rows have no key.
    """

    name: str
    es: str
    en: str
    key: tuple[str, ...]
    columns: tuple[PublicColumn, ...] = field(default_factory=tuple)

    @property
    def names(self) -> list[str]:
        """Column names in the contract's order."""
        return [c.name for c in self.columns]

    def title(self, lang: str) -> str:
        """What the table is, in one sentence: the first of its description."""
        return (self.es if lang == "es" else self.en).split(". ")[0].rstrip(".")


def ensure_manifest() -> Path:
    """Runs ``dbt parse`` when the manifest is missing or older than the project's files.

    Returns:
        The manifest.

    Raises:
        DbtProjectError: dbt cannot parse the project.
    """
    fingerprint = dbt_fingerprint()
    if MANIFEST.exists() and STAMP.exists() and STAMP.read_text("utf-8") == fingerprint:
        return MANIFEST
    command = [sys.executable, "-m", "dbt.cli.main", "--quiet", "parse"]
    folders = ["--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)]
    # DBT_TARGET_PATH belongs to runs; the manifest of the project has one fixed place.
    env = {k: v for k, v in os.environ.items() if not k.startswith("DBT_TARGET")}
    target = ["--target-path", str(MANIFEST.parent), "--log-path", str(MANIFEST.parent / "logs")]
    done = subprocess.run(  # noqa: S603 - our own interpreter and arguments
        [*command, *folders, *target], env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise DbtProjectError((done.stdout + done.stderr).strip())
    STAMP.write_text(fingerprint, encoding="utf-8")
    return MANIFEST


def public_tables(manifest: Path = MANIFEST) -> dict[str, PublicTable]:
    """The tables that an edition holds, by name, in alphabetical order.

    Args:
        manifest: dbt's manifest.
    """
    data = json.loads(manifest.read_text(encoding="utf-8"))
    values = _accepted_values(data)
    tables = (
        _table(node, values)
        for node in data["nodes"].values()
        if node["resource_type"] == "model" and _access(node) == "public"
    )
    return {t.name: t for t in sorted(tables, key=lambda t: t.name)}


def _access(node: dict[str, Any]) -> str:
    return str(node.get("access") or node["config"].get("access") or "protected")


def _accepted_values(data: dict[str, Any]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Closed lists of values, from dbt's own tests: (model, column) to values."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for node in data["nodes"].values():
        test = node.get("test_metadata") or {}
        if node["resource_type"] != "test" or test.get("name") != "accepted_values":
            continue
        model = str(node.get("attached_node") or "").rpartition(".")[2]
        listed = test.get("kwargs", {}).get("values", [])
        found[model, node.get("column_name") or ""] = tuple(str(v) for v in listed)
    return found


def _table(node: dict[str, Any], values: dict[tuple[str, str], tuple[str, ...]]) -> PublicTable:
    meta = node["config"].get("meta") or node.get("meta") or {}
    columns = tuple(
        _column(column, values.get((node["name"], column["name"]), ()))
        for column in node["columns"].values()
    )
    return PublicTable(
        name=node["name"],
        es=str(meta.get("es") or node["description"]),
        en=str(node["description"]),
        key=tuple(meta.get("key") or ()),
        columns=columns,
    )


def _column(column: dict[str, Any], values: tuple[str, ...]) -> PublicColumn:
    meta = (column.get("config") or {}).get("meta") or column.get("meta") or {}
    return PublicColumn(
        name=column["name"],
        type=str(column.get("data_type") or "varchar"),
        es=str(meta.get("es") or column["description"]),
        en=str(column["description"]),
        unit=str(meta.get("unit") or "-"),
        values=values,
    )


if __name__ == "__main__":
    print(ensure_manifest())
