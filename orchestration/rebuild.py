"""What of the warehouse is built anew: what hangs on rows that changed, and nothing else.

A build that came through notes the code, the warehouse and the lake's files of each entity. The
next one leaves alone whatever depends on no change; where anything is in doubt all of it is built.
A note is removed before a build begins, so that one that was cut short is followed by a whole one.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ingest.durable import write_text
from ingest.notes import DERIVED
from ingest.settings import DataPaths, Settings
from orchestration.code import code_fingerprint

NOTE = "built.json"
SOURCE = "source.veta.lake."
VINTAGES = "meta_vintage"
STATE_OF_VINTAGES = f"model.veta.stg_{VINTAGES}"
TABLES = {"model", "seed"}
ENGINES = ("duckdb", "dbt-core", "dbt-duckdb")


@dataclass(frozen=True)
class Plan:
    """What a build does.

    Attributes:
        inputs: Entity to the hash of what is read of it.
        left: Unique ids of models, seeds and tests that nothing changed; empty where all is built.
        tests: Results of those tests, as dbt gave them.
    """

    inputs: dict[str, str]
    left: frozenset[str]
    tests: list[dict[str, Any]]

    def names(self, nodes: Mapping[str, Any]) -> list[str]:
        """Names of the tables that are left alone, seeds too."""
        return sorted(nodes[n]["name"] for n in self.left if nodes[n]["resource_type"] in TABLES)

    def with_parents(self, nodes: Mapping[str, Any]) -> dict[str, set[str]]:
        """The same names, each with those of the tables that it reads."""
        return {
            nodes[n]["name"]: {nodes[p]["name"] for p in _parents(nodes[n]) if p in nodes}
            for n in self.left
            if nodes[n]["resource_type"] in TABLES
        }

    def arguments(self, nodes: Mapping[str, Any]) -> list[str]:
        """What tells dbt to leave them alone; a test runs if any table that it reads is built."""
        names = self.names(nodes)
        spared = ["--indirect-selection", "cautious", "--exclude", " ".join(names)]
        return spared if names else []


ALL = Plan({}, frozenset(), [])


def plan(settings: Settings, nodes: Mapping[str, Any]) -> Plan:
    """Decides what has to be built.

    Args:
        settings: Data folder and engine.
        nodes: Nodes of dbt's manifest by unique id.
    """
    inputs = _inputs(settings.paths)
    noted = _read(settings.paths)
    # Of Spark's tables only the public ones are in the warehouse: its builds are whole.
    if noted is None or noted["state"] != _state(settings) or settings.engine != "duckdb":
        return replace(ALL, inputs=inputs)
    before: dict[str, str] = noted["inputs"]
    changed = {e for e in inputs.keys() | before.keys() if inputs.get(e) != before.get(e)}
    left = frozenset(nodes.keys() - _reached(nodes, changed))
    tests = [r for r in noted["tests"] if r["unique_id"] in left]
    wanted = {n for n in left if nodes[n]["resource_type"] == "test"}
    if wanted != {r["unique_id"] for r in tests}:  # a result that nobody has cannot be carried over
        return replace(ALL, inputs=inputs)
    return Plan(inputs, left, tests)


def forget(paths: DataPaths) -> None:
    """Removes the note: from now on nothing is known of the warehouse."""
    _note_file(paths).unlink(missing_ok=True)


def note(settings: Settings, made: Plan, tests: list[dict[str, Any]]) -> None:
    """Notes a build that came through.

    Args:
        settings: Data folder and engine.
        made: What was planned before it began.
        tests: dbt's results of all tests, those carried over too.
    """
    told = {"state": _state(settings), "inputs": made.inputs, "tests": tests}
    write_text(json.dumps(told), _note_file(settings.paths))


def _reached(nodes: Mapping[str, Any], entities: set[str]) -> set[str]:
    """Nodes that depend on a change.

    A staging model reads, of all vintages, those of its own entity's sources; they are part of the
    entity's hash. That another source has a new vintage does not reach it.
    """
    reached = {SOURCE + entity for entity in entities}
    parents = {key: _parents(node) for key, node in nodes.items()}
    for key, above in parents.items():
        if any(p.startswith(SOURCE) for p in above) and nodes[key]["fqn"][1] == "staging":
            above.discard(STATE_OF_VINTAGES)
    while new := {k for k, above in parents.items() if k not in reached and above & reached}:
        reached |= new
    return reached


def _parents(node: Mapping[str, Any]) -> set[str]:
    return set(node["depends_on"].get("nodes", ()))


def _inputs(paths: DataPaths) -> dict[str, str]:
    """Entity to the hash of its files and of the vintages of every source that has any of them."""
    folders = sorted(p for p in paths.lake.glob("*") if p.is_dir())
    return {folder.name: _hash(_read_of(folder, paths)) for folder in folders}


def _read_of(folder: Path, paths: DataPaths) -> Iterator[str]:
    yield from _listing(folder, paths)
    for source in sorted(folder.glob("source=*")):
        yield from _listing(paths.lake / VINTAGES / source.name, paths)


def _listing(folder: Path, paths: DataPaths) -> Iterator[str]:
    for path in sorted(folder.rglob("*.parquet")):
        if path.name not in DERIVED:  # they follow from the code
            stat = path.stat()
            yield f"{path.relative_to(paths.lake).as_posix()} {stat.st_size} {stat.st_mtime_ns}"


def _hash(lines: Iterator[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _state(settings: Settings) -> dict[str, Any]:
    """Everything beside the lake that a warehouse follows from, and which warehouse it is."""
    stat = settings.paths.warehouse.stat() if settings.paths.warehouse.exists() else None
    return {
        "code": code_fingerprint(),
        "engines": [f"{name} {version(name)}" for name in ENGINES],
        "engine": settings.engine,
        "person_names": settings.person_names,
        "warehouse": [stat.st_size, stat.st_mtime_ns] if stat else None,
    }


def _note_file(paths: DataPaths) -> Path:
    return paths.warehouse.with_name(NOTE)


def _read(paths: DataPaths) -> dict[str, Any] | None:
    try:
        found = json.loads(_note_file(paths).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    whole = isinstance(found, dict) and {"state", "inputs", "tests"} <= found.keys()
    return found if whole and paths.warehouse.exists() else None
