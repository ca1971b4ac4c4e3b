-- What the lake's current rows add up to is what the public table adds up to, per source and
-- phase, repeats of overlapping slices aside (fct_reconciliation counts those).
{{ config(meta={'dagster': {'ref': {'name': 'fct_allocation'}}}) }}
with lake as (

    select lake.source_id, lake.phase, sum(lake.amount) as amount, count(*) as row_count
    from {{ source('lake', 'allocation') }} as lake
    inner join {{ ref('dim_vintage') }} as vintage
        on lake.source_id = vintage.source_id and lake.vintage_id = vintage.vintage_id
    where vintage.is_current
    group by lake.source_id, lake.phase

),

public_table as (

    select source_id, phase, sum(amount) as amount, count(*) as row_count
    from {{ ref('fct_allocation') }}
    group by source_id, phase

)

select lake.source_id, lake.phase, lake.amount, public_table.amount as public_amount
from lake
full outer join public_table
    on lake.source_id = public_table.source_id and lake.phase = public_table.phase
where
    lake.row_count = public_table.row_count and lake.amount <> public_table.amount
    or public_table.source_id is null
