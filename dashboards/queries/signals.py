"""Indicator results that tripped their rule, and the evidence behind each."""

from __future__ import annotations

from collections.abc import Mapping

from dashboards import published
from dashboards.published import Row
from dashboards.queries import tables

REGION = len("PE-18")  # a territory's id begins with that of its region
_FILTERS = """
where r.status = $status
and ($family is null or i.family = $family)
and ($indicator is null or r.indicator_code = $indicator)
and ($country is null or r.country = $country)
and ($place is null or r.territory_id = $place or starts_with(r.territory_id, $inside))
and ($period is null or r.period = $period)
"""


def _params(filters: Mapping[str, str | None], status: str = "signal") -> dict[str, object]:
    place = filters.get("place")
    inside = None if place is None else (place if "-" in place else f"{place}-")
    return {
        "status": status,
        "family": filters.get("family"),
        "indicator": filters.get("indicator"),
        "country": filters.get("country"),
        "place": place,
        "inside": inside,
        "period": filters.get("period"),
    }


def found(filters: Mapping[str, str | None], limit: int, offset: int = 0) -> list[Row]:
    """Signals that pass the filters, newest period first, with their indicator's words."""
    return published.rows(
        "select r.*, i.name_es, i.name_en, i.family, i.unit, i.direction "
        "from fct_indicator_result as r join dim_indicator as i using (indicator_code) "
        + _FILTERS
        + "order by r.country in (select country from fct_money_chain) desc, "
        "r.period = 'undated', r.period = 'all', r.period desc, r.base_rate, "
        "r.peer_percentile desc nulls last, r.indicator_code, "
        "r.subject_id limit $limit offset $offset",
        {**_params(filters), "limit": limit, "offset": offset},
    )


def count(filters: Mapping[str, str | None]) -> int:
    """How many signals pass the filters."""
    row = published.row(
        "select count(*) as n from fct_indicator_result as r "
        "join dim_indicator as i using (indicator_code) " + _FILTERS,
        _params(filters),
    )
    return int(row["n"]) if row else 0


def by_status(indicator: str | None = None) -> list[Row]:
    """The whole grid by indicator and status: rows stored plus rows kept as counts."""
    counted = (
        "union all by name select indicator_code, status, sum(subjects) as subjects "
        "from fct_indicator_count group by all "
        if published.has("fct_indicator_count")
        else ""
    )
    return published.rows(
        "select indicator_code, status, sum(subjects)::bigint as subjects from ("
        "select indicator_code, status, count(*) as subjects from fct_indicator_result "
        "group by all " + counted + ") where $indicator is null or indicator_code = $indicator "
        "group by all order by indicator_code, status",
        {"indicator": indicator},
    )


def choices() -> dict[str, list[str]]:
    """Values that the filters can take, from signals that exist; regions by their id."""
    found_rows = published.rows(
        "select distinct i.family, r.indicator_code, r.country, r.period, "
        f"case when length(r.territory_id) >= {REGION} then left(r.territory_id, {REGION}) end "
        "as region "
        "from fct_indicator_result as r join dim_indicator as i using (indicator_code) "
        "where r.status = 'signal'"
    )
    return {
        name: sorted({row[name] for row in found_rows if row[name]}, reverse=name == "period")
        for name in ("family", "indicator_code", "country", "period", "region")
    }


def one(indicator: str, subject: str, period: str) -> Row | None:
    """One result with its indicator's words."""
    return published.row(
        "select r.*, i.* exclude (indicator_code, subject_type, rule_version) "
        "from fct_indicator_result as r join dim_indicator as i using (indicator_code) "
        "where r.indicator_code = $indicator and r.subject_id = $subject and r.period = $period "
        "order by r.status = 'signal' desc limit 1",
        {"indicator": indicator, "subject": subject, "period": period},
    )


def of_subject(kind: str, subject: str, country: str) -> list[Row]:
    """Signals of one subject."""
    return published.rows(
        "select r.*, i.name_es, i.name_en, i.family, i.unit, i.direction "
        "from fct_indicator_result as r join dim_indicator as i using (indicator_code) "
        "where r.status = 'signal' and r.subject_type = $kind and r.subject_id = $subject "
        "and r.country = $country order by r.period desc, r.indicator_code",
        {"kind": kind, "subject": subject, "country": country},
    )


def evidence(result: Row, limit: int = 200) -> list[Row]:
    """Rows of the sources that a result rests on, at most `limit`."""
    return published.rows(
        "select e.*, v.retrieved_at, v.data_as_of, v.origin, v.sha256 "
        "from fct_indicator_evidence as e left join dim_vintage as v using (source_id, vintage_id) "
        "where e.indicator_code = $indicator and e.subject_type = $kind "
        "and e.subject_id = $subject and e.period = $period "
        "order by e.evidence_table, e.evidence_key limit $n",
        {
            "n": limit,
            "indicator": result["indicator_code"],
            "kind": result["subject_type"],
            "subject": result["subject_id"],
            "period": result["period"],
        },
    )


def replies(result: Row) -> list[Row]:
    """Answers of the entity concerned; none where the edition holds no replies."""
    if not {"country", "document_url"} <= {c.name for c in tables.columns("fct_reply")}:
        return []  # no such table, or that of an edition of before
    return published.rows(
        "select office, replied_on, text, document_url from fct_reply "
        "where indicator_code = $indicator and subject_type = $kind and subject_id = $subject "
        "and country = $country and period = $period order by replied_on desc",
        {
            "indicator": result["indicator_code"],
            "kind": result["subject_type"],
            "subject": result["subject_id"],
            "country": result["country"],
            "period": result["period"],
        },
    )


def indicators() -> list[Row]:
    """The catalogue, by family and code."""
    return published.rows("select * from dim_indicator order by family, indicator_code")


def composites(*, place: str | None = None, buyer: tuple[str, str] | None = None) -> list[Row]:
    """Panels of the subjects of one place, or of one buyer, newest period first.

    Args:
        place: territory that the subjects belong to.
        buyer: country and code of a buying body.
    """
    if not published.has("fct_composite"):
        return []
    country, code = buyer or (None, None)
    return published.rows(
        "select * from fct_composite where case when $code is not null "
        "then subject_type = 'buyer' and subject_id = $code and country = $country "
        "else territory_id = $place and subject_type <> 'buyer' end "
        "order by period desc, panel, subject_id limit 60",
        {"place": place, "country": country, "code": code},
    )
