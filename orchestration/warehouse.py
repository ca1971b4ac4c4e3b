"""dbt as one Dagster asset group, and what its run said.

The warehouse file is dbt's own and is built anew from the lake by a whole build: a damaged file
costs nothing, and a forgotten reader of the old file is in nobody's way.
"""

import datetime as dt
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ingest.settings import DataPaths, Settings
from orchestration.spark import session

TARGET = "target"
RESULTS = "run_results.json"
PARSED = "partial_parse.msgpack"  # what dbt made of the project, for this folder's paths
CARRIED = "carried_results.json"  # tests of tables that the last build left alone
SEVERITIES = {"error": "error", "warn": "warning"}


def dbt_executable() -> str:
    """The ``dbt`` beside our own interpreter, whatever the PATH says."""
    return str(Path(sys.executable).with_name("dbt"))


def dbt_target(paths: DataPaths) -> Path:
    """Where the last build wrote its artifacts."""
    root = paths.warehouse.parent / TARGET
    return max(root.glob("*"), default=root)


@contextmanager
def dbt_environment(settings: Settings) -> Iterator[None]:
    """Sets what the dbt profile and sources read, for as long as dbt runs."""
    wanted = {
        "VETA_ENGINE": settings.engine,
        "VETA_LAKE_DIR": str(settings.paths.lake),
        "VETA_WAREHOUSE": str(settings.paths.warehouse),
        "VETA_MEMORY_LIMIT": settings.memory_limit,
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        # Every statement and every step of a node in dbt's own file cost a tenth of a build.
        "DBT_LOG_LEVEL_FILE": "info",
    }
    if settings.engine == "spark":
        wanted |= session.environment(settings.paths)
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def prepare_warehouse(
    paths: DataPaths, *, whole: bool, carried: Iterable[Mapping[str, Any]] = ()
) -> Path:
    """Makes sure dbt finds a warehouse that it can write.

    Args:
        paths: Data folders.
        whole: Whether everything will be built; then the old file goes.
        carried: Results of tests that will not run because nothing they read will be built.

    Returns:
        A new folder for dbt's artifacts. A dbt that outlived a killed refresh goes on writing into
        a folder of its own, and into a file that nobody finds any more.
    """
    root = paths.warehouse.parent / TARGET
    before = dbt_target(paths) / PARSED
    parsed = before.read_bytes() if before.exists() else b""
    shutil.rmtree(root, ignore_errors=True)
    target = root / f"{dt.datetime.now(dt.UTC):%Y%m%d-%H%M%S-%f}"
    target.mkdir(parents=True)
    if parsed:  # dbt reads again what changed since, and all of it where this is damaged
        (target / PARSED).write_bytes(parsed)
    (target / CARRIED).write_text(json.dumps(list(carried)), encoding="utf-8")
    if whole or not _opens(paths.warehouse):
        paths.warehouse.unlink(missing_ok=True)
        paths.warehouse.with_name(paths.warehouse.name + ".wal").unlink(missing_ok=True)
    return target


def _opens(path: Path) -> bool:
    import duckdb

    if not path.exists():
        return False
    try:
        duckdb.connect(str(path), read_only=True).close()
    except duckdb.Error:
        return False
    return True


def test_rows(paths: DataPaths) -> list[dict[str, Any]]:
    """The warehouse's tests as rows of ``fct_quality_check``.

    Returns:
        One row per test that ran or was carried over; empty where dbt left no results.
    """
    nodes = _artifact(paths, "manifest.json").get("nodes", {})
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for result in test_results(paths):
        node = nodes[result["unique_id"]]
        row = _row(node, result)
        if (row["check_id"], row["subject"]) in rows:
            row["check_id"] = f"dbt:{node['name']}"
        rows[row["check_id"], row["subject"]] = row
    return list(rows.values())


def test_results(paths: DataPaths) -> list[dict[str, Any]]:
    """What dbt said of every test, in a fixed order; of a table left alone, what it said before."""
    carried = dbt_target(paths) / CARRIED
    found = json.loads(carried.read_text(encoding="utf-8")) if carried.exists() else []
    kept = ("unique_id", "status", "failures")
    found += [{name: r.get(name) for name in kept} for r in _results(paths)]
    tests = {r["unique_id"]: r for r in found if r["unique_id"].startswith("test.")}
    return [tests[unique_id] for unique_id in sorted(tests)]


def failures(paths: DataPaths) -> list[str]:
    """What of the last run stopped the build, one line each."""
    bad = [r for r in _results(paths) if r["status"] in {"error", "fail", "runtime error"}]
    return [f"{r['unique_id'].split('.')[2]}: {_first_line(r.get('message'))}" for r in bad]


def _first_line(message: object) -> str:
    return " ".join(str(message or "").split())[:300]


def _results(paths: DataPaths) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _artifact(paths, RESULTS).get("results", [])
    return found


def _artifact(paths: DataPaths, name: str) -> dict[str, Any]:
    path = dbt_target(paths) / name
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def _row(node: Mapping[str, Any], result: Mapping[str, Any]) -> dict[str, Any]:
    metadata = node.get("test_metadata") or {}
    check_id = f"dbt:{metadata.get('name') or node['name']}"
    attached = str(node.get("attached_node") or node["name"]).rpartition(".")[2]
    column = node.get("column_name")
    subject = f"{attached}.{column}" if column else attached
    severity = str((node.get("config") or {}).get("severity") or "error").lower()
    failed = result.get("failures")
    return {
        "check_id": check_id,
        "layer": "warehouse",
        "subject": subject,
        "severity": SEVERITIES.get(severity, "error"),
        "passed": result["status"] in {"pass", "success"},
        "observed": "" if failed is None else f"{failed}",
        "expected": "0",
        "failed_rows": failed,
    }
