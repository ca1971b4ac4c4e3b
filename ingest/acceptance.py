"""An operator's word that a vintage is right although it shrank.

A source that suddenly brings a tenth of its rows, or lacks years, is kept out: most often a
download was cut. Where the publisher really did shorten it, a person says so once, for the
vintages that wait; the word lies beside the bytes and is published with the checks.
"""

import datetime as dt
import json
from typing import Any

from ingest.durable import write_text
from ingest.models import Vintage
from ingest.settings import DataPaths

NAME = "accepted.json"
# Only what a publisher may do on purpose. Broken rows, repeated keys and lost totals stay out.
ACCEPTABLE = frozenset({"size_ratio", "vanished_years"})


def accept(vintage: Vintage, paths: DataPaths, day: dt.date) -> None:
    """Notes that a person took a vintage's shrinking for right.

    Args:
        vintage: The vintage.
        paths: Data folders.
        day: When it was said; published with the check.
    """
    note = {"checks": sorted(ACCEPTABLE), "on": day.isoformat()}
    write_text(json.dumps(note), paths.raw / vintage.source_id / vintage.vintage_id / NAME)


def accepted(vintage: Vintage, paths: DataPaths) -> dict[str, Any] | None:
    """What a person accepted of a vintage, or None."""
    path = paths.raw / vintage.source_id / vintage.vintage_id / NAME
    if not path.exists():
        return None
    note: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return note


def settle(checks: list[dict[str, Any]], note: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Verdicts after a person's word: an accepted failure warns, and a row says who let it in.

    Args:
        checks: Rows of ``meta_quality_check``.
        note: What was accepted.
    """
    if note is None:
        return checks
    settled = []
    for check in checks:
        if check["passed"] or check["check_id"] not in note["checks"]:
            settled.append(check)
            continue
        settled.append({**check, "severity": "warning"})
        settled.append(
            {
                **check,
                "check_id": f"accepted:{check['check_id']}",
                "severity": "warning",
                "observed": f"{check['observed']} · {note['on']}",
            }
        )
    return settled
