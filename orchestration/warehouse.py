"""dbt as one Dagster asset group, and what its run said.

The warehouse file is dbt's own and is built anew from the lake by a whole build: a damaged file
costs nothing, and a forgotten reader of the old file is in nobody's way.
"""

import datetime as dt
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ingest.settings import DataPaths, Settings
from orchestration.spark import session

TARGET = "target"
RESULTS = "run_results.json"
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


def prepare_warehouse(paths: DataPaths, *, whole: bool) -> Path:
    """Makes sure dbt finds a warehouse that it can write.

    Args:
        paths: Data folders.
        whole: Whether everything will be built; then the old file goes.

    Returns:
        A new folder for dbt's artifacts. A dbt that outlived a killed refresh goes on writing into
        a folder of its own, and into a file that nobody finds any more.
    """
    root = paths.warehouse.parent / TARGET
    shutil.rmtree(root, ignore_errors=True)
    target = root / f"{dt.datetime.now(dt.UTC):%Y%m%d-%H%M%S-%f}"
    target.mkdir(parents=True)
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
    """The last run's tests as rows of ``fct_quality_check``.

    Returns:
        One row per test that ran; empty where dbt left no results.
    """
    manifest, results = _artifacts(paths)
    tests = {**manifest.get("nodes", {}), **manifest.get("unit_tests", {})}
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for result in results:
        node = tests.get(result["unique_id"], {})
        if node.get("resource_type") in {"test", "unit_test"}:
            row = _row(node, result)
            if (row["check_id"], row["subject"]) in rows:
                row["check_id"] = f"dbt:{node['name']}"
            rows[row["check_id"], row["subject"]] = row
    return list(rows.values())


def failures(paths: DataPaths) -> list[str]:
    """What of the last run stopped the build, one line each."""
    _, results = _artifacts(paths)
    bad = [r for r in results if r["status"] in {"error", "fail", "runtime error"}]
    return [f"{r['unique_id'].split('.')[2]}: {_first_line(r.get('message'))}" for r in bad]


def _first_line(message: object) -> str:
    return " ".join(str(message or "").split())[:300]


def _artifacts(paths: DataPaths) -> tuple[Mapping[str, Any], list[dict[str, Any]]]:
    read = []
    for name in ("manifest.json", RESULTS):
        path = dbt_target(paths) / name
        read.append(json.loads(path.read_text(encoding="utf-8")) if path.exists() else {})
    return read[0], read[1].get("results", [])


def _row(node: Mapping[str, Any], result: Mapping[str, Any]) -> dict[str, Any]:
    metadata = node.get("test_metadata") or {}
    if node["resource_type"] == "unit_test":
        check_id, subject = f"dbt:unit:{node['name']}", str(node.get("model"))
    else:
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
