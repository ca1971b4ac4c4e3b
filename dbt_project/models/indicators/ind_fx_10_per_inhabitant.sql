-- FX-10: what a government received per inhabitant of the same years, far from its peers either way.
with grid as (

    {{ indicator_grid('FX-10') }}

),

inhabited as (

    select
        received.country, concat_ws(':', received.beneficiary_code, received.stream_code) as subject_id,
        received.fiscal_period as period, received.amount, received.phase,
        avg(cast(population.population as double)) as population, count(*) as years,
        cast(right(received.fiscal_period, 4) as integer)
        - cast(substr(received.fiscal_period, 1, 4) as integer) + 1 as years_wanted
    from {{ ref('int_money_received') }} as received
    inner join {{ ref('int_population') }} as population
        on
            received.territory_id = population.territory_id
            and population.year between cast(substr(received.fiscal_period, 1, 4) as integer)
            and cast(right(received.fiscal_period, 4) as integer)
    group by
        received.country, received.beneficiary_code, received.stream_code, received.fiscal_period,
        received.amount, received.phase

),

measured as (

    select
        grid.*, inhabited.amount as numerator, inhabited.population as denominator,
        coalesce(inhabited.years, 0) as n,
        case
            when inhabited.years = inhabited.years_wanted and inhabited.population > 0
                then cast(inhabited.amount as double) / inhabited.population
        end as value
    from grid
    left join inhabited
        on
            grid.country = inhabited.country and grid.subject_id = inhabited.subject_id
            and grid.period = inhabited.period

),

{{ judged_by_fence('both', [
        ['value is null', 'not_computable', 'population_of_the_period_not_published'],
    ]) }}
