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

)

select
    country, governed_id as territory_id, cast(fiscal_year as varchar(20)) as fiscal_period,
    stream_code, currency,
    sum(initial_budget) as initial_budget,
    sum(current_budget) as current_budget,
    sum(accrued) as accrued,
    sum(paid) as paid,
    max(last_month) as last_month,
    min(case when investment_only then 1 else 0 end) = 1 as investment_only,
    max(source_id) as source_id,
    max(vintage_id) as vintage_id,
    max(data_as_of) as data_as_of
from placed
where governed_id is not null
group by country, governed_id, fiscal_year, stream_code, currency
