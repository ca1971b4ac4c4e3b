"""Single models of the dbt project over a lake, without dbt: seconds instead of minutes.

Jinja is rendered with the default engine's macros; what a model refers to becomes a view. What
dbt adds (contracts, tests, order) is tested where dbt runs.
"""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import duckdb
import jinja2

from ingest.lake import ensure_empty_files, scan
from ingest.settings import ROOT, DataPaths

DBT = ROOT / "dbt_project"
DBT_TAGS = ("{% test", "{% materialization")  # of dbt, not of Jinja


class Models:
    """Models over a lake.

    Args:
        con: Connection in which their views are made.
        paths: Data folders; entities without rows are made empty.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection, paths: DataPaths) -> None:
        ensure_empty_files(paths)
        self._con, self._paths = con, paths
        self._made: set[str] = set()
        self._files = {p.stem: p for p in DBT.glob("models/**/*.sql")}
        self._seeds = {p.stem: p for p in DBT.glob("seeds/*.csv")}
        self._env = jinja2.Environment(autoescape=False, extensions=["jinja2.ext.do"])
        self._env.globals |= {
            "ref": self.view,
            "source": lambda _lake, entity: scan(paths, entity),
            "adapter": SimpleNamespace(dispatch=self._default),
            "return": lambda value: value,
            "config": lambda **_: "",
            "execute": True,
        }
        texts = [p.read_text("utf-8") for p in sorted((DBT / "macros").glob("*.sql"))]
        self._macros = self._env.from_string(
            "\n".join(t for t in texts if not any(tag in t for tag in DBT_TAGS))
        ).module
        own = {n: m for n, m in vars(self._macros).items() if isinstance(m, jinja2.runtime.Macro)}
        self._env.globals |= own | {"public_columns": lambda relation="final": f"from {relation}"}

    def view(self, name: str) -> str:
        """Makes a model, and what it refers to, a view of that name."""
        if name not in self._made:
            self._made.add(name)
            self._con.execute(f"create view {name} as {self._sql(name)}")
        return name

    def rows(self, sql: str, *names: str) -> list[tuple[Any, ...]]:
        """Rows of a query over models."""
        for name in names:
            self.view(name)
        return self._con.sql(sql).fetchall()

    def _sql(self, name: str) -> str:
        if name in self._seeds:
            return f"from read_csv('{self._seeds[name]}', header=true)"
        return self._env.from_string(self._files[name].read_text("utf-8")).render()

    def _default(self, name: str, _package: str) -> Callable[..., str]:
        found: Callable[..., str] = getattr(self._macros, f"default__{name}")
        return found
