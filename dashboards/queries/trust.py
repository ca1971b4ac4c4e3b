"""Where the data come from, how they were counted and what did not add up."""

from __future__ import annotations

from functools import lru_cache

from dashboards import published
from dashboards.published import Row


def sources() -> list[Row]:
    """Every declared source, loaded or not."""
    return published.rows("select * from dim_source order by state, country, source_id")


@lru_cache(maxsize=2)
def _sources_by_id(edition: str) -> dict[str, Row]:
    return {row["source_id"]: row for row in sources()}


def source(source_id: str) -> Row | None:
    """One source of the current edition."""
    return _sources_by_id(published.current().id).get(source_id)


def vintages(source_id: str | None = None) -> list[Row]:
    """Retrievals with their counts, newest first."""
    return published.rows(
        "select * from dim_vintage where $source is null or source_id = $source "
        "order by source_id, data_as_of desc nulls last, retrieved_at desc limit 1000",
        {"source": source_id},
    )


def vintages_by_id(ids: list[str]) -> dict[str, Row]:
    """Some vintages by their id."""
    found = published.rows(
        "select * from dim_vintage where list_contains($ids, vintage_id)", {"ids": ids}
    )
    return {row["vintage_id"]: row for row in found}


def check_counts() -> list[Row]:
    """Checks by layer and result."""
    return published.rows(
        "select layer, severity, count(*) filter (passed) as passed, "
        "count(*) filter (not passed) as failed from fct_quality_check "
        "group by all order by layer, severity"
    )


def failed_checks() -> list[Row]:
    """Checks that did not pass, errors first."""
    return published.rows(
        "select * from fct_quality_check where not passed "
        "order by severity, layer, subject, check_id limit 200"
    )


def reject_counts() -> list[Row]:
    """Rejected rows by source, entity, column and reason."""
    return published.rows(
        'select source_id, entity, "column", reason, count(*) as cells, '
        "min(source_row) as first_row, any_value(raw_value) as example "
        "from fct_rejected_row group by all order by cells desc limit 200"
    )


def reconciliation() -> list[Row]:
    """Totals that should agree, largest difference first."""
    return published.rows(
        "select * from fct_reconciliation order by abs(difference) desc nulls last limit 200"
    )


def coverage() -> list[Row]:
    """Expected and present by source, entity and period."""
    if not published.has("fct_coverage"):
        return []
    return published.rows(
        "select source_id, entity, period, sum(expected)::bigint as expected, "
        "sum(present)::bigint as present, sum(missing)::bigint as missing "
        "from fct_coverage group by all order by source_id, entity, period desc limit 200"
    )


def revisions() -> list[Row]:
    """What publishers changed between vintages, counted."""
    if not published.has("fct_revision"):
        return []
    return published.rows(
        "select entity, kind, field, count(*) as records from fct_revision "
        "group by all order by records desc limit 100"
    )
