"""Runs jobs side by side, each in a process of its own, and compares them with a base.

Rounds alternate over the jobs and a ratio is taken within its round, so that a machine whose speed
drifts, or that others use too, does not decide. Processor time is the first measure for the same
reason; wall time stands beside it.
"""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

FIGURES = ("cpu", "wall", "peak_mib")
Figures = dict[str, dict[str, float]]
Job = Callable[[Path, Path], Figures | None]  # one with stages gives their figures


def compare(module: str, jobs: list[str], base: str, given: Path, rounds: int) -> dict[str, Any]:
    """Runs every job ``rounds`` times.

    Args:
        module: Module that hands its jobs to :func:`serve` when it is run with ``--one``.
        jobs: Names of jobs, the base among them.
        base: What the others are compared with.
        given: File or folder that the jobs read.
        rounds: How often.

    Returns:
        Per job, and per stage of a job that tells its stages, the medians of processor seconds,
        wall seconds and peak MiB, and the medians of the ratios to the base within a round.
    """
    seen: list[Figures] = [{} for _ in range(rounds)]
    for found in seen:
        for job in jobs:
            found |= _one(module, job, given)
    return {
        row: {
            **{f: statistics.median(r[row][f] for r in seen) for f in seen[0][row]},
            **{
                f"{f}_ratio": round(statistics.median(r[row][f] / r[base][f] for r in seen), 3)
                for f in ("cpu", "wall")
            },
        }
        for row in seen[0]
    }


def show(title: str, found: dict[str, Any]) -> None:
    """Prints what :func:`compare` found as a table."""
    print(f"\n{title}\n{'':24}{'cpu s':>9}{'ratio':>8}{'wall s':>9}{'ratio':>8}{'peak MiB':>10}")
    for job, f in found.items():
        print(
            f"{job:24}{f['cpu']:9.1f}{f['cpu_ratio']:8.2f}{f['wall']:9.1f}{f['wall_ratio']:8.2f}"
            + (f"{f['peak_mib']:10.0f}" if "peak_mib" in f else "")
        )


def serve(jobs: dict[str, Job]) -> None:
    """What a module does when :func:`compare` starts it: one job, then its figures as JSON.

    What the job's own processes used counts too; the peak is that of the largest process.
    """
    _, _, job, given, folder = sys.argv
    started = time.perf_counter()
    stages = jobs[job](Path(given), Path(folder)) or {}
    wall = time.perf_counter() - started
    used = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(u.ru_utime + u.ru_stime for u in used)
    peak = max(u.ru_maxrss for u in used) / 1024
    whole = {"cpu": cpu, "wall": wall, "peak_mib": peak}
    told = {job: whole, **{f"  {stage}": f for stage, f in stages.items()}}
    print(json.dumps(told))


def _one(module: str, job: str, given: Path) -> Figures:
    with tempfile.TemporaryDirectory(dir=given.parent) as folder:
        command = [sys.executable, "-m", module, "--one", job, str(given), folder]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: Figures = json.loads(done.stdout.splitlines()[-1])
    return found
