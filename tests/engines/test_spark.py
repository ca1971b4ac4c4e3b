"""Apache Spark, on a cluster that loses a worker, builds what DuckDB builds.

Needs the packages of ``requirements-spark.lock``; ``.ci/run`` installs them.
"""

import dataclasses
import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ingest.settings import Settings
from orchestration.code import DBT_PROJECT
from orchestration.manifest import ensure_manifest, public_tables
from orchestration.spark import session
from orchestration.spark.gather import gather
from orchestration.warehouse import dbt_environment, dbt_executable
from tests.conftest import Refreshed
from tests.engines.cluster import Cluster, cluster
from tests.engines.compare import differences

pytest.importorskip("pyspark", reason="pip install -r requirements-spark.lock")

# The models run for seconds: code that is compiled once and lightly is sooner ready.
QUICK_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


def test_every_public_table_is_the_same(refreshed: Refreshed, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data", lang="en", engine="spark")
    settings.paths.root.mkdir()
    settings.paths.lake.symlink_to(refreshed.settings.paths.lake)
    session.prepare(settings.paths)
    with cluster(tmp_path) as spark, _a_worker_dies(spark, session.tables(settings.paths)) as death:
        built = _build(settings, spark.url, tmp_path)
    assert built.returncode == 0, built.stdout[-4000:]
    assert death.happened, "the build ended before the worker could be killed"
    gather(settings, public_tables(ensure_manifest()))
    found = differences(refreshed.settings.paths.warehouse, settings.paths.warehouse)
    assert not found, "\n".join(map(str, found))


def _build(settings: Settings, master: str, scratch: Path) -> subprocess.CompletedProcess[str]:
    with dbt_environment(settings):
        given = os.environ | {
            "VETA_SPARK_MASTER": master,
            "VETA_SPARK_EXECUTOR_MEMORY": "1g",
            "VETA_SPARK_JAVA_OPTIONS": QUICK_JAVA,
            "SPARK_LOCAL_IP": "127.0.0.1",
        }
    folders = ["--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)]
    artifacts = ["--target-path", str(scratch / "target"), "--log-path", str(scratch / "logs")]
    tables = ["--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"]
    return subprocess.run(
        [dbt_executable(), "build", *folders, *artifacts, *tables],
        env=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        cwd=scratch,
    )


@dataclasses.dataclass
class Death:
    """Whether the worker was killed while the build was running."""

    happened: bool = False


@contextmanager
def _a_worker_dies(spark: Cluster, tables: Path, after: int = 60) -> Iterator[Death]:
    """Kills one worker and what runs on it once so many tables are built."""
    over, death = threading.Event(), Death()

    def watch() -> None:
        while not over.is_set():
            if tables.is_dir() and sum(1 for _ in tables.iterdir()) >= after:
                os.killpg(spark.workers[-1].pid, signal.SIGKILL)
                death.happened = True
                return
            time.sleep(0.5)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield death
    finally:
        over.set()
        thread.join()
