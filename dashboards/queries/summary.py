"""What the edition holds, in a few counts for the front page."""

from __future__ import annotations

from dashboards import published
from dashboards.published import Row

_HOLDINGS = """
with home as (select distinct country from fct_money_chain),
counted as (
    select country, 'projects' as what, count(*) as n from fct_project group by all
    union all select country, 'contracts', count(*) from fct_contract group by all
    union all select country, 'commitments', count(*) from fct_commitment group by all
    union all select country, 'signals', count(*) from fct_indicator_result
    where status = 'signal' group by all
),
placed as (
    select
        case when country in (select country from home) then country else 'XX' end as place,
        country, what, n
    from counted
),
things as (
    select
        place as country, count(distinct country) as countries,
        sum(n) filter (what = 'projects') as projects,
        sum(n) filter (what = 'contracts') as contracts,
        sum(n) filter (what = 'commitments') as commitments,
        sum(n) filter (what = 'signals') as signals
    from placed group by all
),
money as (
    select
        country, count(distinct territory_id) as places,
        min(fiscal_period) as first_period, max(fiscal_period) as last_period
    from fct_money_chain group by all
)
select
    coalesce(m.country, t.country) as country, t.countries, m.places, m.first_period,
    m.last_period, t.projects, t.contracts, t.commitments, t.signals
from money as m full join things as t on m.country = t.country
order by m.places is null, coalesce(m.country, t.country) desc
"""


def holdings() -> list[Row]:
    """Counts per country with money figures; all other countries together as `XX`."""
    return published.rows(_HOLDINGS)
