-- Every state in which a vintage showed a project; the row's own date where it has one.
-- Several sources may hold one project: the one that speaks of the newest day is its present state.
with states as (

    select
        country, project_code, name, sector, executor_code, executor_name, status_raw, status,
        total_value, royalty_value, paid, currency, physical_progress_pct, financial_progress_pct,
        cost_performance, schedule_performance, efficiency_score, approved_on, started_on,
        planned_end_on, ended_on, coalesce(data_as_of, vintage_as_of) as data_as_of, url,
        is_present as is_present_in_source, recency, source_id, vintage_id, source_row
    from {{ ref('stg_project') }}

),

ranked as (

    select
        states.*,
        row_number() over (
            partition by country, project_code, is_present_in_source
            order by data_as_of desc nulls last, source_id, vintage_id, source_row
        ) as place
    from states

)

select
    ranked.*,
    is_present_in_source and place = 1 as is_present
from ranked
