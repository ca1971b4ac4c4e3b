"""What changed, row by row: by those who publish (revisions) and by us (corrections), filtered."""

from __future__ import annotations

from collections.abc import Mapping

from dashboards import published
from dashboards.published import Row
from dashboards.queries.places import Place

Filters = Mapping[str, str | None]

# How a record's key names its place: by itself, by the code of its beneficiary, or by a lookup.
_PLACE = """
($place is null
    or t.record_key = $place or starts_with(t.record_key, $place || '|')
    or starts_with(t.record_key, $inside)
    or starts_with(t.record_key, $official || '|')
    or t.record_key in (
        select concat_ws('|', country, project_code) from fct_project_territory
        where territory_id = $place or starts_with(territory_id, $inside)
        union all
        select concat_ws('|', country, contract_id) from fct_contract
        where territory_id = $place or starts_with(territory_id, $inside)
        union all
        select concat_ws('|', country, process_id) from fct_process
        where territory_id = $place or starts_with(territory_id, $inside)
        union all
        select commitment_id from fct_commitment_territory
        where territory_id = $place or starts_with(territory_id, $inside)
    ))
"""
_REVISIONS = (
    "from fct_revision as t left join dim_vintage as v "
    "on v.source_id = t.source_id and v.vintage_id = t.new_vintage_id "
    "where ($what is null or t.entity = $what) and ($source is null or t.source_id = $source) "
    "and ($kind is null or t.kind = $kind) and " + _PLACE
)
_CORRECTIONS = (
    "from fct_correction as t where ($what is null or t.table_name = $what) "
    "and ($cause is null or t.cause = $cause) and " + _PLACE
)


def _values(filters: Filters, place: Place | None, *names: str) -> dict[str, str | None]:
    code = place.id if place else None
    return {
        **{name: filters.get(name) for name in names},
        "place": code,
        # `PE-18` holds `PE-1801…`; a municipality holds nothing else, a country `PE-…`.
        "inside": None if code is None else (code if "-" in code else f"{code}-"),
        "official": f"{place.country}|{place.official_code}" if place else None,
    }


def revisions(
    filters: Filters, place: Place | None, limit: int, offset: int = 0
) -> tuple[int, list[Row]]:
    """How many revisions pass the filters, and a page of them, newest retrieval first.

    Args:
        filters: `what` (entity), `source`, `kind`; None leaves one out.
        place: only records of this place or inside it.
        limit: rows of a page.
        offset: rows before it.
    """
    if not published.has("fct_revision"):
        return 0, []
    values = _values(filters, place, "what", "source", "kind")
    counted = published.row("select count(*) as n " + _REVISIONS, values)
    found = published.rows(
        "select t.*, v.retrieved_at, v.data_as_of " + _REVISIONS + "order by v.data_as_of desc "
        "nulls last, t.kind = 'changed' desc, t.entity, t.record_key, t.field "
        "limit $limit offset $offset",
        {**values, "limit": limit, "offset": offset},
    )
    return int(counted["n"]) if counted else 0, found


def corrections(
    filters: Filters, place: Place | None, limit: int, offset: int = 0
) -> tuple[int, list[Row]]:
    """How many fields differ between editions under the filters, and a page of them.

    Args:
        filters: `what` (table), `cause`; None leaves one out.
        place: only records of this place or inside it.
        limit: rows of a page.
        offset: rows before it.
    """
    if not published.has("fct_correction"):
        return 0, []
    values = _values(filters, place, "what", "cause")
    counted = published.row("select count(*) as n " + _CORRECTIONS, values)
    found = published.rows(
        "select t.* " + _CORRECTIONS + "order by t.edition_id desc, t.table_name, t.record_key, "
        "t.field limit $limit offset $offset",
        {**values, "limit": limit, "offset": offset},
    )
    return int(counted["n"]) if counted else 0, found


def choices(table: str, column: str) -> list[str]:
    """Values that a filter can take; both names come from the page's own code."""
    if not published.has(table):
        return []
    found = published.rows(f'select distinct "{column}" as v from "{table}" order by v')
    return [row["v"] for row in found if row["v"] is not None]
