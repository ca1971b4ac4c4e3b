"""dbt refuses a public table whose columns are not those of its contract."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.dbt.lakes import ROOT


def test_a_column_that_the_contract_does_not_name_stops_the_table(tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(ROOT / "dbt_project", project, ignore=shutil.ignore_patterns("target"))
    model = project / "models" / "marts" / "dim_stream.sql"
    kept = model.read_text("utf-8")
    assert "{{ public_columns() }}" in kept
    command = [sys.executable, "-m", "dbt.cli.main", "build", "--project-dir", str(project)]
    command += ["--select", "streams", "dim_stream", "--exclude", "resource_type:test"]
    environment = {
        **os.environ,
        "VETA_LAKE_DIR": str(tmp_path / "lake"),
        "VETA_WAREHOUSE": str(tmp_path / "w.duckdb"),
        "DBT_TARGET_PATH": str(tmp_path / "target"),
        "DBT_LOG_PATH": str(tmp_path / "logs"),
        "DBT_PROFILES_DIR": str(project),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    }
    said = []
    for text in (kept, kept.replace("{{ public_columns() }}", "select *, 1 as extra from final")):
        model.write_text(text, encoding="utf-8")
        run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        said.append((run.returncode, run.stdout))
    (_, good), (_, bad) = said
    assert [code for code, _ in said] == [0, 1], good
    assert "enforced contract that failed" in bad
