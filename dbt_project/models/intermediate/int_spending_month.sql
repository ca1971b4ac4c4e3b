-- Budget and execution of each entity, stream and month: the lines are read here once for all that
-- is said of entities. A figure leads to fct_spending by its key, and to the first of its lines.
select
    country, entity_code, fiscal_year, stream_code, source_id, currency, month, is_investment,
    max(territory_id) as territory_id,
    max(entity_name) as entity_name,
    max(government_level) as government_level,
    max(vintage_id) as vintage_id,
    max(vintage_as_of) as data_as_of,
    max(origin) as origin,
    sum(case when month = 0 then initial_budget end) as initial_budget,
    sum(case when month = 0 then current_budget end) as current_budget,
    sum(accrued) as accrued,
    sum(paid) as paid,
    min(source_row) as first_row,
    count(*) as source_rows
from {{ ref('stg_spending') }}
group by country, entity_code, fiscal_year, stream_code, source_id, currency, month, is_investment
