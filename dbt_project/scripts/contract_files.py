"""One .yml beside each public table: contract, descriptions in both languages, tests.

The words and types come from contract/fields.yml and contract/tables.yml.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rendering import dump, load

# Reserved words that the contract prescribes as column names.
QUOTED = {"column"}


def _description(name: str, table: dict[str, Any], field: list[str]) -> tuple[str, str]:
    english, spanish = table.get("says", {}).get(name, field[2:])
    return english, spanish


def _tests(name: str, table: dict[str, Any]) -> list[dict[str, Any]]:
    tests: list[dict[str, Any]] = []
    if name in table.get("values", {}):
        arguments = {"values": table["values"][name]}
        tests.append({"accepted_values": {"arguments": arguments}})
    if name in table.get("relates", {}):
        target = table["relates"][name]
        field = name if name != "parent_territory_id" else "territory_id"
        arguments = {"to": f"ref('{target}')", "field": field}
        tests.append({"relationships": {"arguments": arguments, "config": {"severity": "warn"}}})
    return tests


def _column(name: str, table: dict[str, Any], fields: dict[str, list[str]]) -> dict[str, Any]:
    data_type, unit = fields[name][:2]
    english, spanish = _description(name, table, fields[name])
    column: dict[str, Any] = {
        "name": name,
        "data_type": table.get("types", {}).get(name, data_type),
        "description": english,
        "config": {"meta": {"es": spanish, "unit": unit}},
    }
    if name in QUOTED:
        column["quote"] = True
    tests = _tests(name, table)
    return {**column, "data_tests": tests} if tests else column


def _model(name: str, table: dict[str, Any], fields: dict[str, list[str]]) -> dict[str, Any]:
    model: dict[str, Any] = {
        "name": name,
        "description": table["en"],
        "access": "public",
        "config": {
            # Where the engine knows the contract's types; elsewhere public_columns() casts.
            "contract": {"enforced": "{{ target.type == 'duckdb' }}"},
            "meta": {"es": table["es"], "key": table["key"]},
        },
    }
    if table["key"] and table.get("key_from") != "lake":
        model["data_tests"] = [{"unique_key": {"arguments": {"columns": table["key"]}}}]
    model["columns"] = [_column(column, table, fields) for column in table["columns"]]
    return model


def render(project: Path) -> dict[Path, str]:
    """Returns models/marts/<table>.yml for every table of the contract.

    Args:
        project: Folder of the dbt project.

    Raises:
        KeyError: a table names a column that fields.yml does not describe.
    """
    fields = load(project / "contract" / "fields.yml")
    tables = load(project / "contract" / "tables.yml")
    return {
        project / "models" / "marts" / f"{name}.yml": dump(
            {"version": 2, "models": [_model(name, table, fields)]}, "contract/*.yml"
        )
        for name, table in tables.items()
    }
