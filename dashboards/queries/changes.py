"""What changed: revisions by publishers, corrections between editions, signals that are new.

Whole for one place, project or indicator; summed by retrieval for everything.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboards import published
from dashboards.published import Row

MOST = 200

# Records of a place, as the keys of `fct_revision` and `fct_correction` write them.
_KEYS = """
keys as (
    select 'project' as entity, concat_ws('|', country, project_code) as k
    from fct_project_territory where {inside}
    union select 'contract', concat_ws('|', country, contract_id)
    from fct_contract where {inside}
    union select 'commitment', commitment_id
    from fct_commitment_territory where {inside}
),
beginnings as (
    select 'allocation' as entity, concat_ws('|', country, beneficiary_code, '') as k
    from dim_beneficiary where {inside}
    union select unnest(['population', 'money_chain']), territory_id || '|'
    from dim_territory where {inside}
)
"""
_INSIDE = "(territory_id = $place or starts_with(territory_id, $inside))"
_PROJECT = """
keys as (
    select 'project' as entity, $project as k
    union select 'contract', concat_ws('|', country, contract_id) from fct_contract
    where concat_ws('|', country, project_code) = $project
    union select 'commitment', commitment_id from fct_commitment
    where concat_ws('|', country, project_code) = $project
),
beginnings as (select null::varchar as entity, null::varchar as k where false)
"""
_TABLES = """
case t.table_name when 'fct_project' then 'project' when 'fct_contract' then 'contract'
when 'fct_commitment' then 'commitment' when 'fct_population' then 'population'
when 'fct_money_chain' then 'money_chain' end
"""
_OURS = (
    "exists (select 1 from keys where keys.entity = {entity} and keys.k = t.record_key) "
    "or exists (select 1 from beginnings as b where b.entity = {entity} "
    "and starts_with(t.record_key, b.k))"
)


def _scope(place: str | None, project: str | None) -> tuple[str, dict[str, str]]:
    if project is not None:
        return _PROJECT, {"project": project}
    inside = str(place) if "-" in str(place) else f"{place}-"
    return _KEYS.format(inside=_INSIDE), {"place": str(place), "inside": inside}


def revisions(place: str | None = None, project: str | None = None) -> list[Row]:
    """Fields that publishers changed in the records of a place or a project, newest first.

    Args:
        place: territory; everything inside it counts.
        project: `country|project_code`.
    """
    if not published.has("fct_revision"):
        return []
    keys, values = _scope(place, project)
    return published.rows(
        f"with {keys} select t.*, v.retrieved_at, v.data_as_of from fct_revision as t "
        "left join dim_vintage as v "
        "on v.source_id = t.source_id and v.vintage_id = t.new_vintage_id "
        f"where {_OURS.format(entity='t.entity')} "
        "order by v.retrieved_at desc nulls last, t.entity, t.record_key, t.field limit $n",
        {**values, "n": MOST},
    )


def revision_sums() -> list[Row]:
    """Revisions counted by retrieval, entity, kind and field, with the sum of their differences."""
    if not published.has("fct_revision"):
        return []
    return published.rows(
        "select t.source_id, t.entity, t.slice, t.new_vintage_id, t.kind, t.field, "
        "count(*) as records, sum(try_cast(t.new_value as decimal(38,2)) "
        "- try_cast(t.old_value as decimal(38,2))) as difference, max(v.retrieved_at) "
        "as retrieved_at, max(v.data_as_of) as data_as_of from fct_revision as t "
        "left join dim_vintage as v "
        "on v.source_id = t.source_id and v.vintage_id = t.new_vintage_id "
        "group by all order by retrieved_at desc nulls last, t.source_id, t.entity, t.slice, "
        "t.new_vintage_id, t.kind, t.field limit $n",
        {"n": MOST * 5},
    )


def corrections(place: str | None = None, project: str | None = None) -> list[Row]:
    """Fields that differ between two editions, of a place, a project or everything."""
    if not published.has("fct_correction"):
        return []
    keys, where = "", ""
    values: dict[str, str] = {}
    if place is not None or project is not None:
        keys, values = _scope(place, project)
        keys, where = f"with {keys}", f"where {_OURS.format(entity=f'({_TABLES})')}"
    return published.rows(
        f"{keys} select t.* from fct_correction as t {where} order by "
        "list_transform(string_split(t.edition_id, '.'), lambda x: try_cast(x as integer)) desc, "
        "t.table_name, t.record_key, t.field limit $n",
        {**values, "n": MOST},
    )


def correction_sums(editions: list[str]) -> list[Row]:
    """Corrected fields of some editions counted by table and cause; names those without any too.

    Args:
        editions: their names.
    """
    if not published.has("fct_correction") or not editions:
        return []
    return published.rows(
        "with wanted as (select unnest($editions::varchar[]) as edition_id) "
        "select w.edition_id, c.table_name, c.cause, count(c.edition_id) as fields "
        "from wanted as w left join fct_correction as c using (edition_id) "
        "group by all order by w.edition_id, fields desc, c.table_name, c.cause",
        {"editions": editions},
    )


def signal_keys(filters: Mapping[str, str | None]) -> set[tuple[str, ...]]:
    """Names of the signals of an edition that pass the filters."""
    place = filters.get("place")
    found = published.rows(
        "select indicator_code, subject_type, subject_id, country, period "
        "from fct_indicator_result where status = 'signal' "
        "and ($indicator is null or indicator_code = $indicator) "
        "and ($project is null or (subject_type = 'project' "
        "and concat_ws('|', country, subject_id) = $project)) "
        "and ($place is null or territory_id = $place or starts_with(territory_id, $inside))",
        {
            "indicator": filters.get("indicator"),
            "project": filters.get("project"),
            "place": place,
            "inside": place if place is None or "-" in place else f"{place}-",
        },
    )
    return {tuple(str(value) for value in row.values()) for row in found}


def signals_named(keys: list[tuple[str, ...]]) -> list[Row]:
    """Signals by their names, with their indicator's words."""
    columns = ("indicator_code", "subject_type", "subject_id", "country", "period")
    values = {f"k{i}": [key[i] for key in keys] for i in range(len(columns))}
    wanted = ", ".join(f"unnest($k{i}::varchar[]) as {name}" for i, name in enumerate(columns))
    return published.rows(
        "select r.*, i.name_es, i.name_en, i.family, i.unit, i.direction "
        "from fct_indicator_result as r join dim_indicator as i using (indicator_code) "
        f"semi join (select {wanted}) as w on r.indicator_code = w.indicator_code "
        "and r.subject_type = w.subject_type and r.subject_id = w.subject_id "
        "and r.country = w.country and r.period = w.period where r.status = 'signal' "
        "order by r.period desc, r.indicator_code, r.subject_id, r.country",
        values,
    )
