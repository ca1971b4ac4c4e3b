"""What a build on Spark needs around it: folders of its own and the environment of its session."""

import importlib.util
import shutil
from pathlib import Path

from ingest.settings import DataPaths
from orchestration.spark.java import java_home

TABLES = "main.db"  # where Spark's catalogue keeps the schema that dbt builds


class SparkMissingError(Exception):
    """The extra that brings Spark is not installed; says how to."""


def root(paths: DataPaths) -> Path:
    """Folder of Spark's tables and catalogue; on a cluster it is on storage that all share."""
    return paths.warehouse.parent / "spark"


def tables(paths: DataPaths) -> Path:
    """Folder with one folder of Parquet per table that dbt built."""
    return root(paths) / "tables" / TABLES


def environment(paths: DataPaths) -> dict[str, str]:
    """Variables that the ``spark`` target of dbt's profile reads.

    Args:
        paths: Data folders.

    Raises:
        NoJavaError: no Java is found.
        SparkMissingError: the Python packages of the extra are not installed.
    """
    if importlib.util.find_spec("pyspark") is None:
        raise SparkMissingError("--engine spark: pip install -r requirements-spark.lock")
    return {"VETA_SPARK_DIR": str(root(paths)), "JAVA_HOME": str(java_home(root(paths)))}


def prepare(paths: DataPaths) -> None:
    """Starts from nothing: Spark's tables are built whole from the lake, like DuckDB's."""
    shutil.rmtree(root(paths), ignore_errors=True)
    root(paths).mkdir(parents=True)
