-- The chain with what follows from a row alone: ratios, per inhabitant, constant prices, peer group.
with chain as (

    select
        scoped.*,
        territory.level,
        cast(substr(scoped.fiscal_period, 1, 4) as integer) as first_year,
        cast(right(scoped.fiscal_period, 4) as integer) as last_year
    from {{ ref('int_money_scope') }} as scoped
    inner join {{ ref('dim_territory') }} as territory
        on scoped.territory_id = territory.territory_id

),

-- Per-inhabitant figures use the period's own years, all of them or none.
inhabited as (

    select
        periods.territory_id, periods.fiscal_period,
        avg(cast(population.population as double)) as population
    from (select distinct territory_id, fiscal_period, first_year, last_year from chain) as periods
    inner join {{ ref('int_population') }} as population
        on
            periods.territory_id = population.territory_id
            and population.year between periods.first_year and periods.last_year
    group by periods.territory_id, periods.fiscal_period, periods.first_year, periods.last_year
    having count(*) = periods.last_year - periods.first_year + 1

),

municipalities as (

    select ancestor_id as territory_id, count(*) as municipalities
    from {{ ref('int_territory_within') }}
    where level = 'municipality'
    group by ancestor_id

),

-- Constant prices: the mean index of the period's own years, all of them or none, against the newest
-- year that the country's index has.
prices as (

    select country, year, cast(value as double) as price_index
    from {{ ref('int_reference_value') }}
    where concept = 'consumer_price_index' and value > 0

),

base as (

    select yearly.country, yearly.year as price_base_year, yearly.price_index as base_index
    from prices as yearly
    inner join (
        select country, max(year) as year from prices
        group by country
    ) as newest
        on yearly.country = newest.country and yearly.year = newest.year

),

deflated as (

    select
        periods.country, periods.fiscal_period, base.price_base_year,
        max(base.base_index) / avg(own.price_index) as deflator
    from (select distinct country, fiscal_period, first_year, last_year from chain) as periods
    inner join prices as own
        on
            periods.country = own.country
            and own.year between periods.first_year and periods.last_year
    inner join base on periods.country = base.country
    group by
        periods.country, periods.fiscal_period, periods.first_year, periods.last_year,
        base.price_base_year
    having count(*) = periods.last_year - periods.first_year + 1

),

measured as (

    select
        chain.*,
        case when chain.received is not null then deflated.price_base_year end as price_base_year,
        {{ money('cast(chain.received as double) * deflated.deflator') }} as real_received,
        inhabited.population,
        chain.current_budget - chain.accrued as unspent,
        case when chain.current_budget > 0 then {{ ratio('chain.accrued', 'chain.current_budget') }} end
            as execution_ratio,
        case when inhabited.population > 0 then cast(chain.received as double) / inhabited.population end
            as per_inhabitant,
        concat_ws(
            '|', chain.country, chain.level, coalesce(bands.band, 'population unknown'),
            chain.fiscal_period, chain.stream_code, chain.scope
        ) as peer_group,
        chain.scope = 'all_within'
        and chain.municipalities_covered < municipalities.municipalities as incomplete
    from chain
    left join inhabited
        on
            chain.territory_id = inhabited.territory_id
            and chain.fiscal_period = inhabited.fiscal_period
    left join {{ ref('population_bands') }} as bands
        on
            inhabited.population >= bands.inhabitants_from
            and inhabited.population < coalesce(bands.inhabitants_below, 1e12)
    left join deflated
        on chain.country = deflated.country and chain.fiscal_period = deflated.fiscal_period
    left join municipalities on chain.territory_id = municipalities.territory_id

)

select * from measured
