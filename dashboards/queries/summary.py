"""What the edition holds, in a few counts for the front page and the footer."""

from __future__ import annotations

from dashboards import published
from dashboards.published import Row


def holdings() -> list[Row]:
    """Per country: places with money, periods, projects, contracts, commitments, signals."""
    return published.rows(
        "with countries as (select distinct country from dim_territory where level = 'country' "
        "and country <> 'XX'), money as (select country, count(distinct territory_id) as places, "
        "min(fiscal_period) as first_period, max(fiscal_period) as last_period, "
        "max(data_as_of) as data_as_of from fct_money_chain group by all), "
        "projects as (select country, count(*) as n from fct_project group by all), "
        "contracts as (select country, count(*) as n from fct_contract group by all), "
        "commitments as (select country, count(*) as n from fct_commitment group by all), "
        "signals as (select country, count(*) as n from fct_indicator_result "
        "where status = 'signal' group by all) "
        "select c.country, m.places, m.first_period, m.last_period, m.data_as_of, "
        "p.n as projects, k.n as contracts, o.n as commitments, s.n as signals "
        "from countries as c left join money as m using (country) "
        "left join projects as p using (country) left join contracts as k using (country) "
        "left join commitments as o using (country) left join signals as s using (country) "
        "where coalesce(m.places, p.n, k.n, o.n) is not null order by c.country desc"
    )
