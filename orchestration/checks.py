"""Verdicts as Dagster asset checks: one check per rule, with what was observed.

The rules live at the borders (``ingest/quality.py``, ``border.py``); here they only change their
form. A check that fails never stops another source: the vintage it speaks of is already out.
"""

import datetime as dt
from typing import Any

import dagster as dg

from ingest.problems import Problem

SOURCE_RULES = {
    "rows_loaded": "The vintage gave rows.",
    "reject_ratio": "Few enough rows broke their contract.",
    "size_ratio": "It did not shrink against the vintage before.",
    "key_repeats": "A key identifies one row.",
    "vanished_years": "No year of the vintage before is gone.",
    "control_total": "What the rows add up to is what the file adds up to.",
}
EDITION_RULES = {
    "edition_rows": "What the lake holds is not empty in the edition.",
    "edition_key_repeats": "A key identifies one row of the file that is served.",
    "edition_money": "Money is the lake's, to the cent.",
    "personal_data": "No text looks like a person's document, e-mail or telephone.",
}
FILES_IN_ORDER = "files_in_order"
CONFORMED = "conformed_without_fault"
ON_TIME = "on_time"


def specs(
    asset: dg.AssetKey, rules: dict[str, str], *, blocking: bool = False
) -> list[dg.AssetCheckSpec]:
    """Check specifications of an asset.

    Args:
        asset: The asset.
        rules: Name to what it asks.
        blocking: Whether nothing is built on the asset while one of them fails.
    """
    return [
        dg.AssetCheckSpec(name, asset=asset, description=text, blocking=blocking)
        for name, text in rules.items()
    ]


def on_time_result(asset: dg.AssetKey, due: dt.date | None, today: dt.date) -> dg.AssetCheckResult:
    """A warning once the date is past on which a publisher's next data were due."""
    return dg.AssetCheckResult(
        passed=due is None or today <= due,
        asset_key=asset,
        check_name=ON_TIME,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"next_expected_on": str(due or "-")},
    )


def results(
    asset: dg.AssetKey, rules: dict[str, str], rows: list[dict[str, Any]]
) -> list[dg.AssetCheckResult]:
    """One result per rule from rows of ``fct_quality_check``.

    Args:
        asset: The asset they are about.
        rules: Names that the asset declares; rows are grouped by ``check_id`` up to a colon.
        rows: Verdicts.
    """
    return [_result(asset, name, [r for r in rows if _rule(r) == name]) for name in rules]


def problem_result(
    asset: dg.AssetKey, name: str, problems: list[Problem], lang: str
) -> dg.AssetCheckResult:
    """A check that fails when there are problems, with their sentences."""
    said = [p.text(lang) for p in problems]
    return dg.AssetCheckResult(
        passed=not said,
        asset_key=asset,
        check_name=name,
        severity=dg.AssetCheckSeverity.ERROR,
        metadata={"problems": dg.MetadataValue.md("\n".join(f"- {s}" for s in said) or "-")},
    )


def _rule(row: dict[str, Any]) -> str:
    return str(row["check_id"]).partition(":")[0]


def _result(asset: dg.AssetKey, name: str, rows: list[dict[str, Any]]) -> dg.AssetCheckResult:
    failed = [r for r in rows if not r["passed"]]
    warn_only = bool(failed) and all(r["severity"] == "warning" for r in failed)
    lines = [
        f"| {r['subject']} | {r['observed']} | {r['expected']} |" for r in failed or rows[-20:]
    ]
    table = "\n".join(["| subject | observed | expected |", "|---|---|---|", *lines])
    return dg.AssetCheckResult(
        passed=not failed,
        asset_key=asset,
        check_name=name,
        severity=dg.AssetCheckSeverity.WARN if warn_only else dg.AssetCheckSeverity.ERROR,
        metadata={
            "ran": len(rows),
            "failed": len(failed),
            "observed": dg.MetadataValue.md(table),
        },
    )
