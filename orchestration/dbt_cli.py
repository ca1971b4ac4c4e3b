"""dbt as Dagster calls it, without what a refresh has no use for.

dagster-dbt starts a second dbt only to ask for its version, and sets up dbt's adapter in our own
process before every call: together seconds of every refresh. Both are asked for here only where
they are needed. Held by ``tests/unit/test_orchestration_dbt.py``, for they are names that
dagster-dbt keeps to itself.
"""

from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import version
from typing import Any

from dagster_dbt import DbtCliResource
from packaging.version import Version

from orchestration.code import DBT_PROJECT
from orchestration.warehouse import dbt_executable


class Dbt(DbtCliResource):
    """The dbt beside our interpreter.

    Attributes:
        lineage: Whether the lineage of columns will be asked for, which needs dbt's adapter here.
    """

    lineage: bool = False

    @cached_property
    def _cli_version(self) -> Version:
        """The installed package's: it is what the command beside our interpreter runs."""
        return Version(version("dbt-core"))

    def _initialize_dbt_core_adapter(self, args: Sequence[str]) -> Any:
        return super()._initialize_dbt_core_adapter(args) if self.lineage else None


def dbt_resource(*, lineage: bool = False) -> Dbt:
    """Dbt with the profile that lies beside the project.

    Args:
        lineage: Whether the lineage of columns will be asked for.
    """
    return Dbt(
        project_dir=str(DBT_PROJECT),
        profiles_dir=str(DBT_PROJECT),
        dbt_executable=dbt_executable(),
        lineage=lineage,
    )
