"""The chain received → budgeted → spent, its peers and where each figure comes from."""

from __future__ import annotations

from dashboards import published
from dashboards.published import Row
from dashboards.queries import tables

_CHAIN = """
select c.*, s.name_es, s.name_en, s.kind, s.legal_basis, s.is_extractive
from fct_money_chain as c
left join dim_stream as s using (stream_code)
"""


def periods(territory_id: str, scope: str) -> list[str]:
    """Fiscal periods with any figure of a territory, newest first."""
    found = published.rows(
        "select distinct fiscal_period from fct_money_chain "
        "where territory_id = $place and scope = $scope order by fiscal_period desc",
        {"place": territory_id, "scope": scope},
    )
    return [row["fiscal_period"] for row in found]


def scopes(territory_id: str) -> list[str]:
    """Scopes a territory has figures in, its own government first."""
    found = published.rows(
        "select distinct scope from fct_money_chain where territory_id = $place "
        "order by scope desc",
        {"place": territory_id},
    )
    return [row["scope"] for row in found]


def best_period(territory_id: str, scope: str) -> str | None:
    """The newest period among those that fill most cells of the chain.

    A period that begins after the edition's reference date is taken only where there is no other:
    what is yet to come answers no question about what happened.
    """
    found = published.row(
        "select fiscal_period from fct_money_chain "
        "where territory_id = $place and scope = $scope group by fiscal_period order by "
        "coalesce(try_cast(left(fiscal_period, 4) as integer) > $year, false), "
        "(count(received) > 0)::int + (count(current_budget) > 0)::int "
        "+ (count(accrued) > 0)::int desc, fiscal_period desc limit 1",
        {"place": territory_id, "scope": scope, "year": reference_year()},
    )
    return found["fiscal_period"] if found else None


def reference_year() -> int:
    """Year that the edition's data reach; a year that never comes where it does not say."""
    told = str(published.current().reference_date or "")[:4]
    return int(told) if told.isdigit() else 9999


def projection(territory_id: str) -> list[Row]:
    """Estimates for years to come that bind nobody, by plan and year; summed over streams."""
    if "is_projection" not in {column.name for column in tables.columns("fct_allocation")}:
        return []
    return published.rows(
        "select slice, fiscal_period, phase, currency, sum(amount) as amount, "
        "max(data_as_of) as data_as_of, any_value(source_id) as source_id, "
        "any_value(vintage_id) as vintage_id from fct_allocation "
        "where territory_id = $place and is_projection group by all "
        "order by slice desc, fiscal_period, phase limit 200",
        {"place": territory_id},
    )


def chain(territory_id: str, period: str, scope: str) -> list[Row]:
    """Rows of the chain of one territory and period, one per stream, largest first."""
    return published.rows(
        _CHAIN + "where c.territory_id = $place and c.fiscal_period = $period "
        "and c.scope = $scope order by (s.kind = 'all_sources'), c.received desc nulls last",
        {"place": territory_id, "period": period, "scope": scope},
    )


def series(territory_id: str, scope: str) -> list[Row]:
    """Every period and stream of a territory, newest first."""
    return published.rows(
        _CHAIN + "where c.territory_id = $place and c.scope = $scope "
        "order by c.fiscal_period desc, (s.kind = 'all_sources'), c.received desc nulls last",
        {"place": territory_id, "scope": scope},
    )


def peers(row: Row) -> list[Row]:
    """Execution ratios of the peer group of one chain row, itself included."""
    return published.rows(
        "select territory_id, execution_ratio, accrued, current_budget, currency "
        "from fct_money_chain where peer_group = $peers and fiscal_period = $period "
        "and stream_code = $stream and scope = $scope and execution_ratio is not null "
        "order by execution_ratio desc limit 2000",
        {
            "peers": row["peer_group"],
            "period": row["fiscal_period"],
            "stream": row["stream_code"],
            "scope": row["scope"],
        },
    )


# Two phases tell the same money twice: of these the first that there is.
PHASES = ("transferred", "paid", "collected", "available", "planned_cash", "budgeted")

# One row for each of some territories: extractive money in, budget, spent. Balances first.
SUMMED = (
    """
with inside as (
    select c.*, s.is_extractive
    from fct_money_chain as c
    left join dim_stream as s using (stream_code)
    where c.fiscal_period = $period and c.scope = $scope and {which}
),
phased as (
    -- Two phases tell the same money twice (sent, then booked): they are never added. Where a
    -- place has both, what was transferred to it goes before what it booked, and that before plans.
    select * from inside where is_extractive and received is not null
    qualify dense_rank() over (partition by territory_id order by coalesce(list_position(
        """
    + str(list(PHASES))
    + """,
        received_phase), 9), received_phase) = 1
),
received as (
    select
        territory_id, sum(received) as received, max(received_phase) as received_phase,
        case when count(real_received) = count(*) then sum(real_received) end as real_received,
        max(price_base_year) as price_base_year, max(received_source_id) as received_source_id
    from phased group by territory_id
),
own as (
    select territory_id from inside
    where is_extractive and current_budget is not null group by territory_id
),
spent as (
    -- Budget and spending of extractive money where it is told apart, else of all sources.
    select
        i.territory_id, sum(i.current_budget) as current_budget, sum(i.accrued) as accrued,
        sum(i.unspent) as unspent, bool_or(i.stream_code = 'ALL') as all_sources,
        string_agg(i.gaps, ';') as gaps, max(i.spending_source_id) as spending_source_id,
        case when sum(i.current_budget) > 0 then sum(i.accrued)::double / sum(i.current_budget) end
            as execution_ratio
    from inside as i
    left join own on i.territory_id = own.territory_id
    where case when own.territory_id is not null then i.is_extractive else i.stream_code = 'ALL' end
    group by i.territory_id
)
select
    i.territory_id, any_value(i.currency) as currency, max(i.population) as population,
    max(i.data_as_of) as data_as_of, any_value(i.vintage_id) as vintage_id,
    any_value(i.source_id) as source_id,
    r.received, r.received_phase, r.real_received, r.price_base_year,
    r.received_source_id, s.current_budget, s.accrued, s.unspent, s.execution_ratio,
    s.all_sources, s.gaps, s.spending_source_id
from inside as i
left join received as r on i.territory_id = r.territory_id
left join spent as s on i.territory_id = s.territory_id
group by all
order by s.unspent desc nulls last, r.received desc nulls last, i.territory_id
limit 200
"""
)


def of_places(territory_ids: list[str], period: str, scope: str) -> list[Row]:
    """The same one row for each of some territories, in the order asked."""
    found = published.rows(
        SUMMED.format(which="list_contains($codes, c.territory_id)"),
        {"codes": territory_ids, "period": period, "scope": scope},
    )
    by_id = {row["territory_id"]: row for row in found}
    return [by_id[code] for code in territory_ids if code in by_id]


def comparable(territory_id: str, period: str, scope: str) -> list[str]:
    """Territories of the same country and level with any figure in a period."""
    found = published.rows(
        "select distinct c.territory_id from fct_money_chain as c "
        "join dim_territory as t using (territory_id) "
        "join dim_territory as mine on mine.territory_id = $place and mine.country = t.country "
        "and mine.level = t.level "
        "where c.fiscal_period = $period and c.scope = $scope order by c.territory_id",
        {"place": territory_id, "period": period, "scope": scope},
    )
    return [row["territory_id"] for row in found]


def nearest_peers(territory_id: str, period: str, scope: str, most: int) -> list[str]:
    """Peers of a territory's own group, those of the nearest population first.

    The group is that of the row with most peers; none where no row has a group.
    """
    found = published.rows(
        "with mine as (select peer_group, population, stream_code from fct_money_chain "
        "where territory_id = $place and fiscal_period = $period and scope = $scope "
        "and peer_group is not null order by peers desc nulls last, stream_code limit 1) "
        "select c.territory_id from fct_money_chain as c join mine "
        "on c.peer_group = mine.peer_group and c.stream_code = mine.stream_code "
        "where c.fiscal_period = $period and c.scope = $scope and c.territory_id <> $place "
        "order by abs(c.population - mine.population) nulls last, c.territory_id limit $n",
        {"place": territory_id, "period": period, "scope": scope, "n": most},
    )
    return [row["territory_id"] for row in found]


def provenance(territory_id: str, period: str, scope: str) -> list[Row]:
    """Sources and vintages behind the chain of a territory and period."""
    years = [int(year) for year in period.split("-") if year.isdigit()]
    inside = territory_id + ("%" if scope == "all_within" else "")
    return published.rows(
        "with used as (select source_id, vintage_id, source_row from fct_allocation "
        "where territory_id like $place and fiscal_period = $period union all "
        "select source_id, vintage_id, source_row from fct_spending "
        "where territory_id like $place and fiscal_year between $first and $last) "
        "select u.source_id, u.vintage_id, count(*) as facts, min(u.source_row) as first_row, "
        "max(u.source_row) as last_row from used as u group by all order by facts desc",
        {
            "place": inside,
            "period": period,
            "first": min(years, default=0),
            "last": max(years, default=0),
        },
    )


def functions(territory_id: str, year: int) -> list[Row]:
    """What the entities of a territory spent on, by function, all streams of one year."""
    return published.rows(
        "select function_name, currency, sum(accrued) as accrued, "
        "sum(current_budget) as current_budget from fct_spending "
        "where territory_id = $place and fiscal_year = $year and function_name is not null "
        "group by all having sum(accrued) is not null order by accrued desc limit 15",
        {"place": territory_id, "year": year},
    )


def examples(limit_per_country: int = 3) -> list[str]:
    """Territories with the fullest chain, some per country, as places to begin."""
    found = published.rows(
        "select territory_id from (select c.territory_id, c.country, "
        "count(c.received) + count(c.current_budget) + count(c.accrued) as cells, "
        "max(c.received) as most from fct_money_chain as c "
        "join dim_territory as t using (territory_id) where t.level = 'municipality' "
        "group by all) qualify row_number() over "
        "(partition by country order by cells desc, most desc, territory_id) <= $n "
        "order by country desc, cells desc, most desc",
        {"n": limit_per_country},
    )
    return [row["territory_id"] for row in found]
