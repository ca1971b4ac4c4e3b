"""The dbt models built on one engine or the other, over a lake that is there already."""

import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ingest.settings import DataPaths, Settings
from orchestration.code import DBT_PROJECT
from orchestration.manifest import ensure_manifest, public_tables
from orchestration.spark import session
from orchestration.spark.gather import gather
from orchestration.warehouse import dbt_environment, dbt_executable
from tests.engines.cluster import Cluster, cluster

# Hundreds of models over a few rows each: what makes a large query quick is most of their time.
SMALL = {
    "spark.default.parallelism": "2",
    "spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version": "2",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.files.openCostInBytes": "0",
    "spark.sql.leafNodeDefaultParallelism": "1",
    "spark.sql.maxPlanStringLength": "1000",
    "spark.ui.showConsoleProgress": "false",
}
SMALL_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


class BuildFailedError(Exception):
    """dbt ended badly; carries the end of what it said."""


@dataclass
class Death:
    """Whether the worker was killed while the build was running."""

    happened: bool = False


def over(lake: Path, folder: Path, engine: str) -> Settings:
    """Settings of a data folder of its own with another's lake.

    Args:
        lake: The lake; it is read only.
        folder: The data folder to be made.
        engine: ``duckdb`` or ``spark``.
    """
    settings = Settings.model_validate({"data_dir": folder, "lang": "en", "engine": engine})
    paths = settings.paths
    paths.warehouse.parent.mkdir(parents=True)
    paths.staging.mkdir()
    paths.lake.symlink_to(lake.resolve())
    return settings


def on_duckdb(settings: Settings) -> Path:
    """Builds the models on DuckDB; returns the warehouse file."""
    _build(settings, {})
    return settings.paths.warehouse


def on_spark(settings: Settings, *, small: bool = False, kill_after: int = 0) -> Path:
    """Builds the models on a cluster of one master and two workers; returns the warehouse file.

    Args:
        settings: Data folder, memory limit.
        small: Whether there are so few rows that starting is most of the work.
        kill_after: Tables after which one worker is killed with what it runs; 0 kills none.

    Raises:
        BuildFailedError: a model failed, or the worker could not be killed in time.
    """
    paths = settings.paths
    session.prepare(paths)
    scratch = paths.root / "cluster"
    scratch.mkdir()
    given = {"VETA_SPARK_EXECUTOR_MEMORY": "1g", "SPARK_LOCAL_IP": "127.0.0.1"}
    if small:
        given |= {"VETA_SPARK_JAVA_OPTIONS": SMALL_JAVA, "VETA_SPARK_PARTITIONS": "2"}
        given["SPARK_CONF_DIR"] = str(scratch)
        lines = "".join(f"{name} {value}\n" for name, value in SMALL.items())
        (scratch / "spark-defaults.conf").write_text(lines, encoding="utf-8")
    with cluster(scratch) as spark, _a_worker_dies(spark, paths, kill_after) as death:
        _build(settings, given | {"VETA_SPARK_MASTER": spark.url})
    if kill_after and not death.happened:
        raise BuildFailedError("the build ended before the worker could be killed")
    gather(settings, public_tables(ensure_manifest()))
    return paths.warehouse


def _build(settings: Settings, given: dict[str, str]) -> None:
    root = settings.paths.root
    with dbt_environment(settings):
        environment = os.environ | given
    folders = ["--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)]
    artifacts = ["--target-path", str(root / "target"), "--log-path", str(root / "logs")]
    tables = ["--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"]
    if settings.engine == "spark":  # a query is planned on one thread: more of them fill the rest
        tables += ["--threads", "4"]
    done = subprocess.run(
        [dbt_executable(), "build", *folders, *artifacts, *tables],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        cwd=root,
    )
    if done.returncode:
        raise BuildFailedError(done.stdout[-6000:])


@contextmanager
def _a_worker_dies(spark: Cluster, paths: DataPaths, after: int) -> Iterator[Death]:
    """Kills one worker and what runs on it once so many tables are built."""
    ended, death, tables = threading.Event(), Death(), session.tables(paths)

    def watch() -> None:
        while not ended.wait(0.5):
            if tables.is_dir() and sum(1 for _ in tables.iterdir()) >= after:
                os.killpg(spark.workers[-1].pid, signal.SIGKILL)
                death.happened = True
                return

    thread = threading.Thread(target=watch)
    if after:
        thread.start()
    try:
        yield death
    finally:
        ended.set()
        if after:
            thread.join()
