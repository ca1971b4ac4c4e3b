"""The dashboard as a process of its own, and the browser that tests open on it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
FLAGS += ["--disable-background-networking"]
# A page of somebody else frames charts of this machine's server.
FLAGS += ["--disable-features=LocalNetworkAccessChecks"]


# Of a module whose tests open a browser; skipped visibly where Debian's Chromium is missing.
MARKS = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs /usr/bin/chromium"),
]


@contextmanager
def chromium() -> Iterator[Any]:
    """A headless browser; while it is open no other event loop runs in this thread."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield found
        found.close()


def heard(page: Any) -> Any:
    """A page that keeps what went wrong in it: requests without answer, scripts that failed."""
    page.heard = []
    page.on("requestfailed", lambda asked: page.heard.append(f"{asked.url}: {asked.failure}"))
    page.on("pageerror", lambda error: page.heard.append(str(error)))
    page.on("console", lambda said: page.heard.append(said.text) if said.type == "error" else None)
    return page


def unbroken(page: Any) -> None:
    """Nothing on the page is Streamlit's own notice of a part that could not be drawn."""
    broken = page.locator("[role=alert]:has([data-testid=stErrorElementStack])").all_inner_texts()
    assert broken == [], page.heard


def free_port() -> str:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


@contextmanager
def serving(data: Path, **environment: str) -> Iterator[str]:
    """Address of a new server process on a free port."""
    with running(data, **environment) as (address, _pid):
        yield address


@contextmanager
def running(data: Path, **environment: str) -> Iterator[tuple[str, int]]:
    """Address and process id of a new server process, on `PORT` or a free port."""
    port = environment.pop("PORT", None) or free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "dashboards/app.py",
         "--server.port", port, "--server.address", "127.0.0.1",
         "--server.fileWatcherType", "none"],
        cwd=ROOT,
        env={**os.environ, "VETA_DATA_DIR": str(data), **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_up(address, process)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait_until_up(address: str, process: subprocess.Popen[bytes]) -> None:
    for _attempt in range(120):
        assert process.poll() is None, "the dashboard stopped while starting"
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.25)
    raise AssertionError("the dashboard did not start")
