"""``python -m tests.benchmarks [--rows N] [--rounds N] [--only PART] [--json FILE]``.

Prints a table per part and writes all figures as JSON: ratios within one run, medians over the
rounds. Nothing is asserted; ``indicators`` and ``serving`` beside this file have commands of their
own.
"""

import argparse
import json
import os
from pathlib import Path

from tests.benchmarks import conform, exports, growth, increment, ocds, refresh
from tests.benchmarks.runs import show

PARTS = {
    "conform": (conform.measure, "Conform, {rows:,} rows × 63 columns"),
    "exports": (exports.measure, "Exports, {rows:,} rows × 12 columns"),
    "growth": (growth.measure, "Conform as it grows from {rows:,} rows × 63 columns"),
    "increment": (increment.measure, "One new month beside fifteen years of {rows:,} rows"),
    "ocds": (ocds.measure, "Conform of OCDS lines with bids, a process per 20 of {rows:,} rows"),
    "refresh": (refresh.measure, "Whole refresh, {rows:,} rows × 63 columns"),
}
ONLY_ASKED = {"growth"}  # fifty times the rows do not fit on every disk


def main(arguments: list[str] | None = None) -> dict[str, object]:
    """Runs the parts that are asked for; gives what it wrote."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", choices=sorted(PARTS))
    parser.add_argument("--json", type=Path)
    given = parser.parse_args(arguments)
    found: dict[str, object] = {
        "rows": given.rows,
        "rounds": given.rounds,
        "processors": os.cpu_count(),
    }
    for name, (measure, title) in PARTS.items():
        if given.only == name or (given.only is None and name not in ONLY_ASKED):
            figures = measure(given.rows, given.rounds)
            show(title.format(rows=given.rows), figures)
            found[name] = figures
    text = json.dumps(found, indent=1)
    if given.json:
        given.json.write_text(text + "\n", encoding="utf-8")
    else:
        print(text)
    return found


if __name__ == "__main__":
    main()
