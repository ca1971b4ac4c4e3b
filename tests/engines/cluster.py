"""A Spark cluster of one master and two workers on loopback, from the Python package."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from orchestration.spark.java import java_home

MASTER = "org.apache.spark.deploy.master.Master"
WORKER = "org.apache.spark.deploy.worker.Worker"
READY_SECONDS = 90.0


@dataclass
class Cluster:
    """A running cluster.

    Attributes:
        url: What ``VETA_SPARK_MASTER`` is set to.
        workers: Processes, to be killed by a test.
    """

    url: str
    page: str
    workers: list[subprocess.Popen[bytes]]

    def alive(self) -> int:
        """Workers that the master counts on."""
        with urllib.request.urlopen(f"{self.page}/json/", timeout=5) as answer:
            return int(json.load(answer)["aliveworkers"])


@contextmanager
def cluster(folder: Path, workers: int = 2, memory: str = "1500m") -> Iterator[Cluster]:
    """Starts a standalone cluster and stops it again.

    Args:
        folder: Scratch folder of the workers.
        workers: How many.
        memory: Of each worker.

    Raises:
        TimeoutError: not all workers came up.
    """
    import pyspark

    home = Path(pyspark.__file__).parent
    environment = os.environ | {
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_DAEMON_MEMORY": "512m",
        "JAVA_HOME": str(java_home(folder)),
    }
    running: list[subprocess.Popen[bytes]] = []

    def start(*words: str) -> subprocess.Popen[bytes]:
        with (folder / f"{len(running)}.log").open("wb") as log:
            command = [str(home / "bin" / "spark-class"), *words]
            process = subprocess.Popen(
                command, env=environment, stdout=log, stderr=log, start_new_session=True
            )
        running.append(process)
        return process

    port, page = _free_port(), _free_port()
    url = f"spark://127.0.0.1:{port}"
    try:
        start(MASTER, "--host", "127.0.0.1", "--port", str(port), "--webui-port", str(page))
        made = Cluster(url, f"http://127.0.0.1:{page}", [])
        for _ in range(workers):
            options = ["--host", "127.0.0.1", "--cores", "2", "--memory", memory]
            options += ["--webui-port", "0", "--work-dir", str(folder / f"work{len(running)}")]
            made.workers.append(start(WORKER, *options, url))
        _wait(made, workers)
        yield made
    finally:
        for process in running:  # with the executors that a worker has started
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait(made: Cluster, workers: int) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        try:
            if made.alive() == workers:
                return
        except (OSError, ValueError):  # nobody answers yet, or a page that is not yet whole
            pass
        time.sleep(0.5)
    raise TimeoutError(f"{workers} workers did not come up in {READY_SECONDS:.0f} s")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
