"""Judges conformed rows at the lake's border with Great Expectations.

DuckDB measures, Great Expectations judges the measures: rules over whole vintages (emptied,
shrunk, years gone, keys repeated, totals lost). Rules over single cells belong to the entity
contracts and are applied in ``conform.py``; no rule stands in both places.

Great Expectations is imported when it is needed: the import takes seconds.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from ingest.conform import Conformed
from ingest.models import Source, Vintage
from ingest.readers.delimited import quoted
from ingest.registry import load_entities

YEAR_COLUMNS = ("fiscal_year", "year")


@dataclass(frozen=True)
class Rule:
    """A bound on one measure.

    Attributes:
        check_id: Name of the measure and of the check.
        subject: Table or vintage it speaks of.
        observed: The measure.
        minimum: Lowest good value, if any.
        maximum: Highest good value, if any.
        severity: ``error`` keeps the vintage out; ``warning`` is shown.
    """

    check_id: str
    subject: str
    observed: float
    minimum: float | None
    maximum: float | None
    severity: str = "error"


def measure(
    source: Source, vintage: Vintage, conformed: Conformed, previous: dict[str, Any] | None
) -> list[Rule]:
    """Measures a conformed vintage and says what each measure must be.

    Args:
        source: Declared limits.
        vintage: The vintage.
        conformed: Its rows in the staging folder.
        previous: Stored counts of the last good vintage of the same slice, if any.
    """
    if vintage.kind == "delta":  # what changed since may be little: it is held against nothing
        previous = None
    read = conformed.rows_read
    limits = source.limits
    ratio = conformed.rows_rejected / read if read else float(limits.min_rows > 0)
    subject = f"{source.id}/{vintage.vintage_id}"
    rules = [
        Rule("rows_loaded", subject, conformed.rows_loaded, source.limits.min_rows, None),
        Rule("reject_ratio", subject, ratio, None, limits.max_reject_ratio),
    ]
    if previous and previous["rows_loaded"]:
        size = conformed.rows_loaded / previous["rows_loaded"]
        rules.append(Rule("size_ratio", subject, size, limits.min_size_ratio, None))
    with duckdb.connect() as con:
        for entity, path in conformed.files.items():
            rules += _entity_rules(con, source.id, entity, path, previous)
    for row in conformed.reconciliation:
        lost = abs(Decimal(str(row["difference"])))
        allowed = Decimal("0.005") * max(sum(conformed.rows_written.values()), 1)
        name = f"control:{row['subject']}"
        rules.append(Rule("control_total", name, float(lost), None, float(allowed)))
    return rules


def years(path: Path, columns: list[str]) -> list[int]:
    """Calendar years that a conformed file speaks of, sorted; empty where it has no year."""
    column = next((c for c in YEAR_COLUMNS if c in columns), None)
    if column is None:
        return []
    with duckdb.connect() as con:
        sql = (
            f"select distinct {column} from read_parquet({quoted(str(path))}) "
            f"where {column} is not null order by 1"
        )
        return [row[0] for row in con.sql(sql).fetchall()]


@contextmanager
def _without_spark() -> Iterator[None]:
    """Hides pyspark from an import.

    Where it is installed Great Expectations would load it, which takes seconds, and its test
    helpers end a process that was started as ``python -c``. Nothing here asks for it.
    """
    before = sys.modules.get("pyspark")
    sys.modules["pyspark"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules["pyspark"]
        if before is not None:
            sys.modules["pyspark"] = before


def judge(rules: list[Rule]) -> list[dict[str, Any]]:
    """Lets Great Expectations judge every measure.

    Returns:
        One mapping per rule with the columns of ``meta_quality_check``.

    Raises:
        RuntimeError: An expectation broke instead of giving a verdict.
    """
    import pandas as pd

    with _without_spark():
        import great_expectations as gx
        import great_expectations.expectations as gxe
        from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    frame = pd.DataFrame([{f"m{i}": float(rule.observed) for i, rule in enumerate(rules)}])
    batch = context.data_sources.pandas_default.read_dataframe(frame)
    suite = gx.ExpectationSuite(name="border")
    for i, rule in enumerate(rules):
        suite.add_expectation(
            gxe.ExpectColumnValuesToBeBetween(
                column=f"m{i}", min_value=rule.minimum, max_value=rule.maximum, meta={"rule": i}
            )
        )
    verdicts: dict[int, bool] = {}
    for result in batch.validate(suite).results:
        broken = [
            v["exception_message"]
            for v in (result.exception_info or {}).values()
            if isinstance(v, dict) and v.get("raised_exception")
        ]
        if broken:
            raise RuntimeError(f"an expectation broke: {broken[0]}")
        config = result.expectation_config
        if config is None or config.meta is None:
            raise RuntimeError("a result does not say which expectation it belongs to")
        verdicts[config.meta["rule"]] = bool(result.success)
    return [_row(rule, verdicts[i]) for i, rule in enumerate(rules)]


def _entity_rules(
    con: duckdb.DuckDBPyConnection,
    source_id: str,
    entity: str,
    path: Path,
    previous: dict[str, Any] | None,
) -> list[Rule]:
    subject = f"{source_id}/{entity}"
    rules = []
    key = load_entities()[entity].key
    if key:
        sql = (
            f"select count(*) - count(distinct ({', '.join(key)})) "
            f"from read_parquet({quoted(str(path))})"
        )
        rules.append(Rule("key_repeats", subject, con.sql(sql).fetchall()[0][0], None, 0))
    before = (previous or {}).get("years", {}).get(entity, [])
    if before:
        now = years(path, list(load_entities()[entity].columns))
        rules.append(Rule("vanished_years", subject, len(set(before) - set(now)), None, 0))
    return rules


def _row(rule: Rule, passed: bool) -> dict[str, Any]:
    bounds = [
        f"≥ {rule.minimum:g}" if rule.minimum is not None else "",
        f"≤ {rule.maximum:g}" if rule.maximum is not None else "",
    ]
    return {
        "check_id": rule.check_id,
        "layer": "lake",
        "subject": rule.subject,
        "severity": rule.severity,
        "passed": passed,
        "observed": f"{rule.observed:g}",
        "expected": " ".join(b for b in bounds if b),
        "failed_rows": None,
    }
