-- Original budget and spending of each entity, year and stream by function of government.
select
    country, entity_code, fiscal_year, stream_code, source_id, function_code,
    sum(case when month = 0 then initial_budget end) as initial_budget,
    sum(accrued) as accrued
from {{ ref('stg_spending') }}
where function_code is not null
group by country, entity_code, fiscal_year, stream_code, source_id, function_code
