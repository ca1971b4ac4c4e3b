-- Every state in which a vintage showed a project; the row's own date where it has one.
select
    country, project_code, name, sector, executor_code, executor_name, status_raw, status,
    total_value, royalty_value, paid, currency, physical_progress_pct, financial_progress_pct,
    cost_performance, schedule_performance, efficiency_score, approved_on, started_on,
    planned_end_on, ended_on, coalesce(data_as_of, vintage_as_of) as data_as_of, url,
    is_present, recency, source_id, vintage_id, source_row
from {{ ref('stg_project') }}
