"""Two refreshes at once: the second waits or says so, and a dead process holds nothing."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from orchestration.lock import BusyError, refresh_lock

HOLD = """
import sys, time
from pathlib import Path
from orchestration.lock import refresh_lock
with refresh_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def holder(folder: Path, seconds: float) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", HOLD, str(folder), str(seconds)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_the_second_says_who_is_first(tmp_path: Path) -> None:
    process = holder(tmp_path, 30)
    try:
        with (
            pytest.raises(BusyError, match=str(process.pid)),
            refresh_lock(tmp_path, wait=False),
        ):
            pytest.fail("two writers at once")
    finally:
        process.kill()
        process.wait()


def test_the_second_waits_until_the_first_ends(tmp_path: Path) -> None:
    process = holder(tmp_path, 1.0)
    told: list[str] = []
    started = time.monotonic()
    with refresh_lock(tmp_path, on_wait=told.append):
        waited = time.monotonic() - started
    process.wait()
    assert waited > 0.5
    assert str(process.pid) in told[0]


def test_a_killed_process_holds_nothing(tmp_path: Path) -> None:
    process = holder(tmp_path, 60)
    process.kill()
    process.wait()
    with refresh_lock(tmp_path, wait=False):
        pass


def test_the_same_process_may_take_it_again(tmp_path: Path) -> None:
    with refresh_lock(tmp_path, wait=False), refresh_lock(tmp_path, wait=False):
        pass
    with refresh_lock(tmp_path, wait=False):
        pass
