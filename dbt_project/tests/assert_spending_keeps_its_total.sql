-- Summing lines of other streams must lose no money: staged rows and public table agree per source.
{{ config(meta={'dagster': {'ref': {'name': 'fct_spending'}}}) }}
with staged as (

    select source_id, sum(accrued) as accrued, sum(current_budget) as budget, count(*) as row_count
    from {{ ref('stg_spending') }}
    group by source_id

),

public_table as (

    select source_id, sum(accrued) as accrued, sum(current_budget) as budget, sum(source_rows) as row_count
    from {{ ref('fct_spending') }}
    group by source_id

)

select staged.source_id, staged.accrued, public_table.accrued as public_accrued
from staged
full outer join public_table on staged.source_id = public_table.source_id
where
    staged.accrued is distinct from public_table.accrued
    or staged.budget is distinct from public_table.budget
    or staged.row_count is distinct from public_table.row_count
