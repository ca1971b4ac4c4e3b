"""Data folders of the fault tests: run ``veta`` on them, break them, compare their editions."""

import itertools
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from ingest.settings import Settings
from orchestration.publishing import edition
from tests.conftest import ROOT

# Of the run, not of the data.
OF_THE_RUN = {"dim_vintage": ("retrieved_at",)}
SECONDS = 900.0


@dataclass
class Ended:
    """A process that is over: its exit code (negative: the signal that ended it) and its words."""

    code: int
    said: str


@dataclass
class Stable:
    """The process from which every command is forked."""

    tree: Path
    process: "subprocess.Popen[str]" = field(init=False)
    _numbers: Any = field(default_factory=itertools.count)
    _ended: dict[int, int] = field(default_factory=dict)
    _pids: dict[int, int] = field(default_factory=dict)
    _lines: "queue.Queue[str]" = field(default_factory=queue.Queue)

    def __post_init__(self) -> None:
        # The tree's own ingest and orchestration come first; tests come from here.
        path = os.pathsep.join([str(self.tree), str(ROOT)])
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "tests" / "faults" / "stable.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            cwd=self.tree,
            env={**os.environ, "PYTHONPATH": path, "DAGSTER_DISABLE_TELEMETRY": "yes"},
        )
        threading.Thread(target=self._listen, daemon=True).start()
        assert "ready" in self._read(SECONDS)

    def close(self) -> None:
        """Ends the process."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(30)

    def start(self, args: list[str], env: dict[str, str], log: Path, **rest: Any) -> int:
        """Starts a command; gives its number."""
        number = next(self._numbers)
        request = {"id": number, "args": args, "env": env, "log": str(log), "faults": [], **rest}
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        while number not in self._pids:
            self._note(self._read(SECONDS))
        return number

    def pid(self, number: int) -> int:
        """Process id of a started command; also its process group."""
        return self._pids[number]

    def is_over(self, number: int) -> bool:
        """Whether a command has ended."""
        while answer := self._read(0.0):
            self._note(answer)
        return number in self._ended

    def wait(self, number: int) -> int:
        """The exit code of a command, once it has ended."""
        until = time.monotonic() + SECONDS
        while number not in self._ended:
            self._note(self._read(until - time.monotonic()))
            if time.monotonic() > until:
                os.killpg(self._pids[number], signal.SIGKILL)
                raise TimeoutError("a command of the test did not end")
        return self._ended[number]

    def _note(self, answer: dict[str, int]) -> None:
        if "pid" in answer:
            self._pids[answer["id"]] = answer["pid"]
        elif "exit" in answer:
            self._ended[answer["id"]] = answer["exit"]

    def _read(self, seconds: float) -> dict[str, int]:
        try:
            line = self._lines.get(timeout=max(seconds, 0.001))
        except queue.Empty:
            return {}
        if not line:
            raise RuntimeError("the process of the fault tests has ended")
        answer: dict[str, int] = json.loads(line)
        return answer

    def _listen(self) -> None:
        """Takes answers as they come: two in one go leave nothing for ``select`` to see."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put("")


@dataclass
class World:
    """A data folder and its inbox.

    Attributes:
        stable: Where commands run.
        folder: ``data`` and ``files`` (the inbox) are in it.
        live: Whether refreshes ask the publisher of the test.
    """

    stable: Stable
    folder: Path
    live: bool = True

    @property
    def settings(self) -> Settings:
        """Settings of the data folder."""
        return Settings(data_dir=self.folder / "data", lang="en")

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "data"

    @property
    def inbox(self) -> Path:
        """The folder of files."""
        return self.folder / "files"

    @property
    def served(self) -> edition.Edition:
        """The edition being served."""
        found = edition.current(self.data / "published")
        assert found is not None, "nothing is served"
        return found

    def start(self, *args: str, **rest: Any) -> int:
        """Starts ``veta``; ``faults``, ``limit`` and ``as_nobody`` are of ``stable.py``."""
        env = {"VETA_DATA_DIR": str(self.data), "VETA_LANG": "en"}
        log = self.folder / f"{next(_logs)}.log"
        number = self.stable.start(list(args), env, log, **rest)
        self._logs[number] = log
        return number

    def end(self, number: int) -> Ended:
        """Waits for a command."""
        code = self.stable.wait(number)
        return Ended(code, self._logs[number].read_text("utf-8", "replace"))

    def veta(self, *args: str, **rest: Any) -> Ended:
        """Runs ``veta`` to its end."""
        return self.end(self.start(*args, **rest))

    def begin(self, *args: str, **rest: Any) -> int:
        """Starts a refresh of the inbox and of the publisher."""
        live = ["--live"] if self.live else []
        return self.start("refresh", "--inbox", str(self.inbox), *live, *args, **rest)

    def refresh(self, *args: str, **rest: Any) -> Ended:
        """Runs a refresh to its end."""
        return self.end(self.begin(*args, **rest))

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of the served edition."""
        with duckdb.connect(str(self.served.database), read_only=True) as con:
            return con.sql(sql).fetchall()

    _logs: dict[int, Path] = field(default_factory=dict)


_logs = itertools.count()


def differences(one: edition.Edition, other: edition.Edition) -> list[str]:
    """Tables in which two editions differ, row by row; what belongs to the run is left out."""
    found = []
    with duckdb.connect() as con:
        con.execute(f"attach '{one.database}' as a (read_only)")
        con.execute(f"attach '{other.database}' as b (read_only)")
        names = {
            alias: {
                r[0]
                for r in con.sql(
                    f"select table_name from duckdb_tables() where database_name = '{alias}'"
                ).fetchall()
            }
            for alias in "ab"
        }
        found += sorted(names["a"] ^ names["b"])
        for name in sorted(names["a"] & names["b"] - {"fct_correction"}):
            left_out = OF_THE_RUN.get(name)
            what = f"* exclude ({', '.join(left_out)})" if left_out else "*"
            a, b = (f"select {what} from {alias}.main.{name}" for alias in "ab")
            sql = f"(({a}) except all ({b})) union all (({b}) except all ({a}))"
            rows = con.sql(sql).fetchall()
            if rows:
                found.append(f"{name}: {rows[:3]}")
    return found
