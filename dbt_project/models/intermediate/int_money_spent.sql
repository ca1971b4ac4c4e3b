-- What each government budgeted and spent, on the territory that it governs: a regional unit in a
-- district is spending of the region, a ministry's unit spending of the country.
with placed as (

    select
        spending.*,
        case
            when government_level = 'local' then spending.territory_id
            when government_level = 'regional' then region.ancestor_id
            when government_level = 'national' then spending.country
        end as governed_id
    from {{ ref('int_spending_year') }} as spending
    left join {{ ref('int_territory_within') }} as region
        on spending.territory_id = region.territory_id and region.ancestor_level = 'region'

),

-- Two sources may code the same bodies differently: one source speaks for a government, never both.
-- The one that holds more than projects comes first, then the newest.
spoken as (

    select
        country, governed_id, government_level, fiscal_year, stream_code, source_id,
        row_number() over (
            partition by country, governed_id, government_level, fiscal_year, stream_code
            order by
                min(case when investment_only then 1 else 0 end),
                max(data_as_of) desc nulls last, source_id
        ) as place
    from placed
    where governed_id is not null
    group by country, governed_id, government_level, fiscal_year, stream_code, source_id

)

select
    placed.country, placed.governed_id as territory_id,
    cast(placed.fiscal_year as string) as fiscal_period, placed.stream_code, placed.currency,
    sum(placed.initial_budget) as initial_budget,
    sum(placed.current_budget) as current_budget,
    sum(placed.accrued) as accrued,
    sum(placed.paid) as paid,
    max(case when placed.is_running then 1 else 0 end) = 1 as is_running,
    min(case when placed.investment_only then 1 else 0 end) = 1 as investment_only,
    max(placed.source_id) as source_id,
    max(placed.vintage_id) as vintage_id,
    max(placed.data_as_of) as data_as_of
from placed
inner join spoken
    on
        placed.country = spoken.country and placed.governed_id = spoken.governed_id
        and placed.government_level = spoken.government_level
        and placed.fiscal_year = spoken.fiscal_year and placed.stream_code = spoken.stream_code
        and placed.source_id = spoken.source_id and spoken.place = 1
group by
    placed.country, placed.governed_id, placed.fiscal_year, placed.stream_code, placed.currency
