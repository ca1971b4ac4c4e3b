"""Runs one golden case: the given tables, the compiled SQL between them and the indicator.

A case is a YAML file: `about`, `given` (table to CSV text; a missing column and an empty cell are
NULL), `expected` (CSV text of results) and, where a small case needs it, `settings` (parameter to
value, in place of those of the thresholds seed). No case and no rule belongs here.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import yaml

from tests.dbt.warehouse import Warehouse

CASES = Path(__file__).parent
Row = dict[str, str | None]


def cases() -> list[Path]:
    """All golden cases, by code."""
    return sorted(CASES.glob("*/*.yml"))


def table(text: str) -> list[Row]:
    """Reads CSV text; cells are trimmed and an empty cell is NULL."""
    rows = csv.reader(io.StringIO(text.strip()))
    head, *body = [[cell.strip() or None for cell in row] for row in rows if row]
    return [{str(k): v for k, v in zip(head, row, strict=True)} for row in body]


class Sandbox:
    """An empty database with the warehouse's own name, in which the compiled SQL runs as it is."""

    def __init__(
        self,
        warehouse: Warehouse,
        given: dict[str, list[Row]],
        settings: dict[str, float] | None = None,
    ) -> None:
        """Opens the sandbox; nothing is built yet.

        Args:
            warehouse: The built one, for schemas, seeds and compiled SQL.
            given: Rows per table.
            settings: General parameters that the case sets otherwise, such as
                ``minimum_fence_peers``.
        """
        self.settings = settings or {}
        self.nodes = warehouse.manifest["nodes"]
        self.by_name = {
            n["name"]: key for key, n in self.nodes.items() if key.startswith(("model.", "seed."))
        }
        self.given = given
        self.done: set[str] = set()
        self.connection = duckdb.connect()
        self.connection.execute(f"attach '{warehouse.path}' as built (read_only)")
        self.connection.execute(f"attach ':memory:' as {warehouse.path.stem}")
        self.connection.execute(f"use {warehouse.path.stem}")

    def _parents(self, key: str) -> Iterator[str]:
        return (k for k in self.nodes[key]["depends_on"].get("nodes", []) if k in self.nodes)

    def _is_fed(self, key: str) -> bool:
        if self.nodes[key]["name"] in self.given:
            return True
        return any(self._is_fed(parent) for parent in self._parents(key))

    def _empty(self, name: str) -> None:
        self.connection.execute(f"create table {name} as select * from built.{name} where false")

    def _fill(self, name: str) -> None:
        self._empty(name)
        for row in self.given[name]:
            columns, marks = ", ".join(row), ", ".join("?" for _ in row)
            self.connection.execute(
                f"insert into {name} ({columns}) values ({marks})", list(row.values())
            )

    def _set(self, name: str) -> None:
        if name != "indicator_thresholds":
            return
        for parameter, value in self.settings.items():
            self.connection.execute(
                f"update {name} set value = ? where indicator_code = '*' and parameter = ?",
                [value, parameter],
            )

    def build(self, key: str) -> None:
        """Builds one node and what it needs: given rows, seeds as they are, the rest by its SQL."""
        if key in self.done:
            return
        self.done.add(key)
        name = self.nodes[key]["name"]
        if name in self.given:
            self._fill(name)
        elif key.startswith("seed."):
            self.connection.execute(f"create table {name} as select * from built.{name}")
            self._set(name)
        elif not self._is_fed(key):
            self._empty(name)
        else:
            for parent in self._parents(key):
                self.build(parent)
            self.connection.execute(f"create table {name} as {self.nodes[key]['compiled_code']}")

    def rows(self, name: str, columns: list[str]) -> list[dict[str, Any]]:
        """Builds a table and returns some of its columns."""
        self.build(self.by_name[name])
        listed = ", ".join(columns)
        found = self.connection.execute(f"select {listed} from {name}").fetchall()
        return [dict(zip(columns, row, strict=True)) for row in found]


def load(path: Path) -> tuple[dict[str, list[Row]], list[Row], dict[str, float]]:
    """Reads a case: its given tables, its expected results and its settings."""
    case = yaml.safe_load(path.read_text("utf-8"))
    given = {name: table(text) for name, text in case["given"].items()}
    return given, table(case["expected"]), case.get("settings", {})
