"""Starts the dashboard and Dagster as processes of their own and ends them with this one."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path

from ingest.settings import ROOT, Settings
from orchestration.messages import say

START_SECONDS = 90
LOOPBACK = "127.0.0.1"


def serve(settings: Settings, port: int, address: str = LOOPBACK) -> int:
    """Runs the dashboard until it is stopped.

    Args:
        settings: Data folder, language.
        port: TCP port.
        address: Interface; loopback unless asked otherwise.

    Returns:
        Exit code.
    """
    if _taken(address, port):
        print(say("port_taken", settings.lang, port=port), file=sys.stderr)
        return 2
    print(say("starting", settings.lang), flush=True)
    flags = {
        "server.port": port,
        "server.address": address,
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboards" / "app.py")]
    command += [f"--{name}={value}" for name, value in flags.items()]
    shown = LOOPBACK if address in {"0.0.0.0", "::"} else address  # noqa: S104 - only compared
    url = f"http://{shown}:{port}"
    return _run(
        settings, {"dashboard": command}, f"{url}/_stcore/health", lambda: _tell(settings, url)
    )


def schedule(settings: Settings, port: int) -> int:
    """Runs Dagster's webserver and daemon on loopback with a persistent instance folder.

    Args:
        settings: Data folder; the instance lies in its ``dagster`` folder.
        port: TCP port of the webserver.
    """
    from orchestration import instance
    from orchestration.manifest import ensure_manifest

    if _taken(LOOPBACK, port):
        print(say("port_taken", settings.lang, port=port), file=sys.stderr)
        return 2
    ensure_manifest()
    home = settings.paths.dagster
    instance.prepare(home)
    settings.paths.inbox.mkdir(parents=True, exist_ok=True)
    tools = Path(sys.executable).parent
    module = ["-m", "orchestration.definitions"]
    web = [str(tools / "dagster-webserver"), "-h", LOOPBACK, "-p", str(port), *module]
    daemon = [str(tools / "dagster-daemon"), "run", *module]
    url = f"http://{LOOPBACK}:{port}"
    return _run(
        settings,
        {"webserver": web, "daemon": daemon},
        f"{url}/server_info",
        lambda: print(say("scheduling", settings.lang, url=url), flush=True),
        {"DAGSTER_HOME": str(home)},
    )


def factsheet(settings: Settings, arguments: Sequence[str]) -> int:
    """Makes factsheets: `dashboard_command` of `dashboards.factsheet`."""
    return dashboard_command(settings, "dashboards.factsheet", arguments)


def dashboard_command(settings: Settings, module: str, arguments: Sequence[str]) -> int:
    """Runs a command of the dashboard's in a process of its own; it owns its words and queries.

    Args:
        settings: Data folder, language.
        module: A module of `dashboards` that can be run.
        arguments: As given on the command line.

    Returns:
        Exit code.
    """
    command = [sys.executable, "-m", module, *arguments]
    path = os.pathsep.join(p for p in (str(ROOT), os.environ.get("PYTHONPATH", "")) if p)
    env = {
        **os.environ,
        "VETA_DATA_DIR": str(settings.paths.root),
        "VETA_LANG": settings.lang,
        "PYTHONPATH": path,
    }
    try:
        return subprocess.run(command, env=env, check=False).returncode  # noqa: S603 - our own
    except KeyboardInterrupt:
        return 130


def _tell(settings: Settings, url: str) -> None:
    print(say("serving", settings.lang, url=url), flush=True)


def _run(
    settings: Settings,
    commands: dict[str, list[str]],
    health: str,
    ready: Callable[[], None],
    extra: dict[str, str] | None = None,
) -> int:
    """Starts processes, says when they answer, and ends all of them when one ends."""
    path = os.pathsep.join(p for p in (str(ROOT), os.environ.get("PYTHONPATH", "")) if p)
    env = {
        **os.environ,
        "VETA_DATA_DIR": str(settings.paths.root),
        "PYTHONPATH": path,
        "DAGSTER_DISABLE_TELEMETRY": "yes",
        **(extra or {}),
    }
    logs = settings.paths.root / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    started = []
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        for name, command in commands.items():
            with (logs / f"{name}.log").open("a", encoding="utf-8") as log:
                started.append(
                    subprocess.Popen(command, env=env, stdout=log, stderr=log)  # noqa: S603
                )
        if not _answers(health, started):
            print(say("serve_failed", settings.lang, seconds=START_SECONDS), file=sys.stderr)
            print(say("see_log", settings.lang, log=logs), file=sys.stderr)
            return 2
        ready()
        while all(p.poll() is None for p in started):
            time.sleep(0.5)
        return next((p.returncode for p in started if p.returncode), 0)
    except KeyboardInterrupt:
        return 0
    finally:
        _end(started)


def _interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _end(started: list["subprocess.Popen[bytes]"]) -> None:
    for process in started:
        if process.poll() is None:
            process.terminate()
    for process in started:
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()


def _answers(url: str, started: list["subprocess.Popen[bytes]"]) -> bool:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and all(p.poll() is None for p in started):
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own address
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    return False


def _taken(address: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return True
    return False
