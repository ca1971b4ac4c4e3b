"""One warehouse for all tests of the dbt project, built once per test run from the story's lake.

What belongs here: running dbt and reading what it built. What the story says stands in story.py.
"""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from tests.dbt.lakes import ROOT, write_lake
from tests.dbt.story import STORY

PROJECT = ROOT / "dbt_project"


@dataclass(frozen=True)
class Warehouse:
    """A built warehouse.

    Attributes:
        path: The DuckDB file that dbt wrote.
        manifest: dbt's manifest, with the compiled SQL of every model.
        results: Status of every node that ran, by unique id.
    """

    path: Path
    manifest: dict[str, Any]
    results: dict[str, str]

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """Runs a query and returns its rows."""
        with duckdb.connect(str(self.path), read_only=True) as connection:
            cursor = connection.execute(sql)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@functools.cache
def built() -> Warehouse:
    """Builds the story's warehouse; every later call returns the same one.

    Raises:
        RuntimeError: dbt could not even run; its output is the message.
    """
    folder = Path(tempfile.mkdtemp(prefix="veta-dbt-"))
    path = folder / "golden.duckdb"
    environment = {
        **os.environ,
        "VETA_LAKE_DIR": str(write_lake(folder / "lake", STORY)),
        "VETA_WAREHOUSE": str(path),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
        "DBT_PROFILES_DIR": str(PROJECT),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    }
    command = [sys.executable, "-m", "dbt.cli.main", "build", "--project-dir", str(PROJECT)]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    report = folder / "target" / "run_results.json"
    if not report.exists():
        raise RuntimeError(run.stdout + run.stderr)
    results = json.loads(report.read_text("utf-8"))["results"]
    return Warehouse(
        path=path,
        manifest=json.loads((folder / "target" / "manifest.json").read_text("utf-8")),
        results={result["unique_id"]: result["status"] for result in results},
    )
