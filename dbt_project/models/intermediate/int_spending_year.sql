-- The only grain on which a ratio of execution exists: entity, year, stream.
-- The budget stands in month 0 (in Peru also under another type of resource than the spending), so
-- nothing below this grain may be divided. Two sources on the same entity, year and stream are two
-- views of one money: the one with the newest data is taken, never the sum.
with summed as (

    select
        country, entity_code, fiscal_year, stream_code, source_id, currency,
        max(territory_id) as territory_id,
        max(entity_name) as entity_name,
        max(government_level) as government_level,
        max(vintage_id) as vintage_id,
        max(data_as_of) as data_as_of,
        sum(initial_budget) as initial_budget,
        sum(current_budget) as current_budget,
        sum(accrued) as accrued,
        sum(paid) as paid,
        max(month) as last_month,
        min(month) as first_month,
        min(case when is_investment then 1 else 0 end) = 1 as investment_only,
        sum(source_rows) as source_rows
    from {{ ref('int_spending_month') }}
    group by country, entity_code, fiscal_year, stream_code, source_id, currency

),

ranked as (

    select
        summed.*,
        row_number() over (
            partition by country, entity_code, fiscal_year, stream_code
            order by data_as_of desc nulls last, source_rows desc, source_id
        ) as place
    from summed

)

-- Data that speak of a day inside the year are a part of its spending beside the whole budget.
select
    ranked.*,
    coalesce(data_as_of < make_date(fiscal_year, 12, 31), last_month between 1 and 11) as is_running
from ranked
where place = 1
