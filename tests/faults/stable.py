"""Runs ``veta`` commands in real processes, each forked from one that has imported everything.

Importing Dagster, dbt and Great Expectations takes longer than a small refresh; a fork does not
import. Run as a script in a small tree, which ``PYTHONPATH`` names: one JSON request per line on
standard input, one answer per line on standard output. A fault may be asked for by the name of a
function of the product; nothing in the product knows of it.
"""

import gc
import importlib
import json
import logging
import os
import resource
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing import resource_tracker
from types import SimpleNamespace
from typing import Any

HEAVY = (
    "orchestration.cli",
    "orchestration.refresh",
    "orchestration.job",
    "orchestration.care.backup",
    "orchestration.care.restore",
    "orchestration.care.forget",
    "orchestration.care.doctor",
    "dbt.cli.main",
    "dbt.adapters.duckdb",
    "great_expectations",
    "great_expectations.expectations",
    "pandas",
)


def main() -> None:
    """Answers requests until standard input ends."""
    for name in HEAVY:
        importlib.import_module(name)
    _warm()
    running: dict[int, int] = {}
    print(json.dumps({"ready": os.getpid()}), flush=True)
    while True:
        if select.select([sys.stdin], [], [], 0.01)[0]:
            line = sys.stdin.readline()
            if not line:
                break
            request = json.loads(line)
            pid = os.fork()
            if pid == 0:
                _child(request)
            running[pid] = request["id"]
            print(json.dumps({"id": request["id"], "pid": pid}), flush=True)
        while running:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                break
            code = os.waitstatus_to_exitcode(status)
            print(json.dumps({"id": running.pop(pid), "exit": code}), flush=True)


def _warm() -> None:
    """What every refresh reads from the tree, read once."""
    from ingest import problems
    from ingest.fetch.client import Client
    from ingest.registry import fingerprint, load_entities, load_sources
    from orchestration.code import code_fingerprint
    from orchestration.manifest import ensure_manifest
    from orchestration.messages import messages

    messages()
    problems.messages()
    load_entities()
    for source_id in load_sources():
        fingerprint(source_id)
    code_fingerprint()
    _warm_dbt(ensure_manifest().parent)
    # A publisher that is down is asked six times over a minute; here twice and at once.
    names = Client.__init__.__code__.co_varnames
    given = dict(
        zip(
            reversed(names[: Client.__init__.__code__.co_argcount]),
            reversed(Client.__init__.__defaults__ or ()),
            strict=False,
        )
    )
    given |= {"attempts": 2, "wait_initial": 0.01, "interval": 0.0}
    Client.__init__.__defaults__ = tuple(reversed(list(given.values())))


def _warm_dbt(target: Any) -> None:
    """Has dbt make in this process what it makes anew in each, and forks it from now on."""
    from dagster_dbt.core import dbt_cli_invocation
    from dbt.cli.main import dbtRunner

    project = ["--project-dir", "dbt_project", "--profiles-dir", "dbt_project"]
    artifacts = ["--target-path", str(target), "--log-path", str(target / "logs")]
    done = dbtRunner().invoke(["--quiet", "parse", *project, *artifacts])
    assert done.success, done.exception
    for log in map(logging.getLogger, list(logging.root.manager.loggerDict)):
        for handler in [h for h in log.handlers if isinstance(h, logging.FileHandler)]:
            log.removeHandler(handler)  # that of the parse; each build has its own
    assert threading.active_count() == 1, "a fork would lose threads"
    dbt_cli_invocation.subprocess = SimpleNamespace(
        Popen=ForkedDbt, PIPE=subprocess.PIPE, STDOUT=subprocess.STDOUT
    )


class ForkedDbt(subprocess.Popen):  # type: ignore[type-arg]
    """dbt in a process of its own that need not import it: only how it begins is another."""

    def _execute_child(self, args: Any, *rest: Any) -> None:
        cwd, env = rest[4], rest[5]
        pipes = rest[9:15]  # as Popen names them: p2cread … c2pwrite, errread, errwrite
        gc.collect()
        self.pid = os.fork()
        if self.pid == 0:
            _be_dbt([str(a) for a in args], cwd, env, pipes[3])
        self._child_created = True
        self._close_pipe_fds(*pipes)


def _be_dbt(args: list[str], cwd: Any, env: dict[str, str], out: int) -> None:
    code = 99
    try:
        os.dup2(out, 1)
        os.dup2(out, 2)
        kept = resource_tracker.getfd()  # of multiprocessing, for dbt's own locks
        os.closerange(3, kept)  # the refresh's lock among them: dbt must not hold it
        os.closerange(kept + 1, 1024)
        gc.freeze()
        sys.stdout = sys.__stdout__ = os.fdopen(1, "w", buffering=1, closefd=False)
        sys.stderr = sys.__stderr__ = os.fdopen(2, "w", buffering=1, closefd=False)
        os.chdir(cwd)
        os.environ.clear()
        os.environ.update(env)
        from dbt.cli.main import cli

        sys.argv = args
        cli(args[1:])
    except SystemExit as ended:
        code = int(ended.code or 0)
    finally:
        os._exit(code)


def _child(request: dict[str, Any]) -> None:
    code = 99
    try:
        os.setsid()
        log = os.open(request["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        empty = os.open(os.devnull, os.O_RDONLY)
        for target, handle in ((0, empty), (1, log), (2, log)):
            os.dup2(handle, target)
        os.environ.update(request["env"])
        if request.get("limit"):  # bytes that a file may have, for this process and dbt
            resource.setrlimit(resource.RLIMIT_FSIZE, (request["limit"], request["limit"]))
        if request.get("as_nobody"):
            os.setgid(65534)
            os.setuid(65534)
        for fault in request["faults"]:
            _arm(fault)
        code = _run(request["args"])
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _run(arguments: list[str]) -> int:
    import traceback

    from orchestration.cli import main as veta

    try:
        veta(arguments)
    except SystemExit as ended:
        return int(ended.code or 0)
    except BaseException:
        traceback.print_exc()
        return 98
    return 0


def _arm(fault: dict[str, Any]) -> None:
    """Replaces a function by one that goes wrong at its nth call."""
    module_name, _, path = fault["at"].partition(":")
    holder: Any = importlib.import_module(module_name)
    *parents, name = path.split(".")
    for parent in parents:
        holder = getattr(holder, parent)
    original = getattr(holder, name)
    calls = {"left": int(fault.get("nth", 1))}

    def trip() -> bool:
        calls["left"] -= 1
        return calls["left"] == 0

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        now = trip()
        if now and fault["when"] == "before":
            _strike(fault)
        result = original(*args, **kwargs)
        if fault["when"] == "during":
            return _counted(result, fault)
        if now and fault["when"] == "after":
            _strike(fault)
        return result

    for module in list(sys.modules.values()):  # also where it was imported by name
        if getattr(module, name, None) is original and not parents:
            setattr(module, name, wrapped)
    setattr(holder, name, wrapped)


def _counted(results: Any, fault: dict[str, Any]) -> Any:
    for number, item in enumerate(results, start=1):
        yield item
        if number == int(fault.get("nth", 1)):
            _strike(fault)


def _strike(fault: dict[str, Any]) -> None:
    strikes: dict[str, Callable[[], None]] = {
        "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
        "kill_all": lambda: os.killpg(os.getpid(), signal.SIGKILL),
        "full": _no_space,
        "pause": lambda: time.sleep(3),
    }
    strikes[fault.get("how", "kill")]()


def _no_space() -> None:
    import errno

    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "a file of the test")


if __name__ == "__main__":
    main()
    os._exit(0)  # taking so many modules apart takes seconds
