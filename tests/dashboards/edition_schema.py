"""Columns of the public tables, read from the dbt marts: the fixture cannot drift from them."""

from __future__ import annotations

from pathlib import Path

import yaml

MARTS = Path(__file__).resolve().parents[2] / "dbt_project" / "models" / "marts"


def table_columns() -> dict[str, str]:
    """Column list of a `create table` for each public table."""
    tables: dict[str, str] = {}
    for path in sorted(MARTS.glob("*.yml")):
        for model in yaml.safe_load(path.read_text(encoding="utf-8"))["models"]:
            columns = ", ".join(f'"{c["name"]}" {c["data_type"]}' for c in model["columns"])
            tables[model["name"]] = columns
    return tables
