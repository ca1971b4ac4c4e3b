"""A small Veta: the same code and commands, four sources, the tables that depend on them.

A refresh of the whole sample takes minutes; faults need many refreshes. What belongs here: making
the tree. The sources, the models and every line of Python are copies of the real ones.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import yaml

from orchestration.manifest import ensure_manifest
from tests.conftest import ROOT

LIVE = "pe_mef_transferencias"
SOURCES = ("pe_inei_ubigeo", "co_dane_divipola", "co_cce_secop1", LIVE)
MARTS = (
    "dim_source",
    "dim_territory",
    "dim_vintage",
    "fct_allocation",
    "fct_contract_supplier",
    "fct_quality_check",
    "fct_rejected_row",
    "fct_revision",
)
FETCHED = "transferencias_mef_2025.csv"
IGNORED = shutil.ignore_patterns("__pycache__", "target", "logs")


def make_tree(folder: Path, publisher_url: str) -> Path:
    """Copies what a small Veta needs.

    Args:
        folder: New folder.
        publisher_url: Address of a server of the test, which becomes the publisher of one source.

    Returns:
        The folder, with ``ingest``, ``orchestration``, ``dbt_project`` and ``data/sample``.
    """
    for name in ("ingest", "orchestration"):
        shutil.copytree(ROOT / name, folder / name, ignore=IGNORED)
    shutil.copy(ROOT / "pyproject.toml", folder)
    file = {"kind": "file", "url": f"{publisher_url}/{FETCHED}", "filename": FETCHED}
    for source in (folder / "ingest" / "sources").iterdir():
        if source.name in SOURCES:
            live = [{**file, "content": "csv"}] if source.name == LIVE else []
            _fetch(source / "source.yml", live)
        elif source.is_dir():
            shutil.rmtree(source)
    for name in SOURCES:
        shutil.copytree(ROOT / "data" / "sample" / name, folder / "data" / "sample" / name)
    _copy_models(folder / "dbt_project")
    return folder


def _fetch(declaration: Path, live: list[dict[str, str]]) -> None:
    """Writes what a source is fetched from; the real publishers are left alone."""
    data = yaml.safe_load(declaration.read_text("utf-8"))
    declaration.write_text(yaml.safe_dump({**data, "live": live}, allow_unicode=True), "utf-8")


def _copy_models(target: Path) -> None:
    """Chosen marts, what they are made of, and the tests that look at nothing else."""
    nodes = json.loads(ensure_manifest().read_text("utf-8"))["nodes"]
    kept = _upstream(nodes, [f"model.veta.{name}" for name in MARTS])
    kept |= {
        key
        for key, node in nodes.items()
        if node["resource_type"] == "test" and set(_parents(node)) & nodes.keys() <= kept
    }
    project = ROOT / "dbt_project"
    for name in ("dbt_project.yml", "profiles.yml", "macros", "models/sources.yml"):
        _copy(project / name, target / name)
    _copy(project / "models" / "groups.yml", target / "models" / "groups.yml")
    for key in kept:
        node = nodes[key]
        for path in {node["original_file_path"], str(node.get("patch_path") or "")}:
            path = path.rpartition("://")[2]
            if path:
                _copy(project / path, target / path)


def _copy(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        shutil.copytree(path, target)
    else:
        shutil.copy(path, target)


def _parents(node: dict[str, Any]) -> list[str]:
    return [key for key in node.get("depends_on", {}).get("nodes", []) if "source." not in key]


def _upstream(nodes: dict[str, Any], keys: list[str]) -> set[str]:
    found: set[str] = set()
    while keys:
        key = keys.pop()
        if key in nodes and key not in found:
            found.add(key)
            keys += _parents(nodes[key])
    return found
