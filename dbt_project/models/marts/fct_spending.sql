-- Extractive money keeps its lines, so that any of them leads back to the file; the rest is summed.
-- Written for ten million lines: each part reads the lake for itself, for what two parts share is
-- kept whole in between; codes are summed and names joined to the sums, for carrying names through
-- costs twice what the summing does.
with entities as (

    select
        country, entity_code, fiscal_year, source_id,
        max(entity_name) as entity_name,
        max(territory_id) as territory_id,
        max(government_level) as government_level
    from {{ ref('int_spending_month') }}
    group by country, entity_code, fiscal_year, source_id

),

functions as (

    select country, function_code, fiscal_year, source_id, max(function_name) as function_name
    from {{ ref('stg_spending') }}
    group by country, function_code, fiscal_year, source_id

),

economics as (

    select country, economic_code, fiscal_year, source_id, max(economic_name) as economic_name
    from {{ ref('stg_spending') }}
    group by country, economic_code, fiscal_year, source_id

),

summed as (

    select
        spending.country, spending.entity_code, spending.fiscal_year, spending.month,
        spending.stream_code, spending.function_code, spending.economic_code,
        spending.is_investment, spending.currency, spending.source_id, spending.vintage_id,
        sum(initial_budget) as initial_budget,
        sum(current_budget) as current_budget,
        sum(certified) as certified,
        sum(committed) as committed,
        sum(accrued) as accrued,
        sum(paid) as paid,
        count(*) as source_rows,
        max(vintage_as_of) as data_as_of
    from {{ ref('stg_spending') }} as spending
    left join {{ ref('streams') }} as streams on spending.stream_code = streams.stream_code
    where not coalesce(streams.is_extractive, false)
    group by
        spending.country, spending.entity_code, spending.fiscal_year, spending.month,
        spending.stream_code, spending.function_code, spending.economic_code,
        spending.is_investment, spending.currency, spending.source_id, spending.vintage_id

),

final as (

    select
        spending.country, spending.territory_id, spending.entity_code, spending.entity_name,
        spending.government_level, spending.fiscal_year, spending.month, spending.stream_code,
        spending.resource_type_code, spending.function_code, spending.function_name,
        spending.economic_code, spending.economic_name, spending.is_investment,
        spending.project_code, spending.initial_budget, spending.current_budget,
        spending.certified, spending.committed, spending.accrued, spending.paid,
        spending.currency, 1 as source_rows, spending.vintage_as_of as data_as_of,
        spending.source_id, spending.vintage_id, spending.source_row
    from {{ ref('stg_spending') }} as spending
    inner join {{ ref('streams') }} as streams on spending.stream_code = streams.stream_code
    where streams.is_extractive
    union all
    select
        summed.country, entities.territory_id, summed.entity_code, entities.entity_name,
        entities.government_level, summed.fiscal_year, summed.month, summed.stream_code,
        cast(null as string) as resource_type_code, summed.function_code,
        functions.function_name, summed.economic_code, economics.economic_name,
        summed.is_investment, cast(null as string) as project_code, summed.initial_budget,
        summed.current_budget, summed.certified, summed.committed, summed.accrued, summed.paid,
        summed.currency, summed.source_rows, summed.data_as_of, summed.source_id,
        summed.vintage_id, cast(null as bigint) as source_row
    from summed
    left join entities
        on
            summed.country = entities.country and summed.source_id = entities.source_id
            and summed.fiscal_year = entities.fiscal_year
            and summed.entity_code = entities.entity_code
    left join functions
        on
            summed.country = functions.country and summed.source_id = functions.source_id
            and summed.fiscal_year = functions.fiscal_year
            and summed.function_code is not distinct from functions.function_code
    left join economics
        on
            summed.country = economics.country and summed.source_id = economics.source_id
            and summed.fiscal_year = economics.fiscal_year
            and summed.economic_code is not distinct from economics.economic_code

)

{{ public_columns() }}
