-- Extractive money keeps its lines, so that any of them leads back to the file; the rest is summed.
with spending as (

    select spending.*, streams.is_extractive
    from {{ ref('stg_spending') }} as spending
    left join {{ ref('streams') }} as streams on spending.stream_code = streams.stream_code

),

final as (

    select
        country, territory_id, entity_code, entity_name, government_level, fiscal_year, month,
        stream_code, resource_type_code, function_code, function_name, economic_code,
        economic_name, is_investment, project_code, initial_budget, current_budget, certified,
        committed, accrued, paid, currency, 1 as source_rows, vintage_as_of as data_as_of,
        source_id, vintage_id, source_row
    from spending
    where is_extractive
    union all
    select
        country, max(territory_id) as territory_id, entity_code, max(entity_name) as entity_name,
        max(government_level) as government_level, fiscal_year, month, stream_code,
        cast(null as string) as resource_type_code, function_code,
        max(function_name) as function_name, economic_code, max(economic_name) as economic_name,
        is_investment, cast(null as string) as project_code,
        sum(initial_budget) as initial_budget, sum(current_budget) as current_budget,
        sum(certified) as certified, sum(committed) as committed, sum(accrued) as accrued,
        sum(paid) as paid, currency, count(*) as source_rows,
        max(vintage_as_of) as data_as_of, source_id, vintage_id, cast(null as bigint) as source_row
    from spending
    where not coalesce(is_extractive, false)
    group by
        country, entity_code, fiscal_year, month, stream_code, function_code, economic_code,
        is_investment, currency, source_id, vintage_id

)

{{ public_columns() }}
