-- Cash plans that share a biennium's income out among all its funds. A report that gives only the
-- plan of the system's own operating money, or that stops before the biennium's last month, is no such
-- plan and is not held against the law.
with whole_plan as (

    select allocation.source_id, allocation.fiscal_period
    from {{ ref('stg_allocation') }} as allocation
    inner join {{ ref('streams') }} as streams on allocation.stream_code = streams.stream_code
    where
        allocation.phase = 'planned_cash' and allocation.income_class = 'current'
        and streams.kind <> 'operating'
    group by allocation.source_id, allocation.fiscal_period
    having
        max(allocation.month) = 0
        or max(allocation.fiscal_year * 100 + allocation.month)
        = cast(right(allocation.fiscal_period, 4) as integer) * 100 + 12

)

select allocation.*
from {{ ref('stg_allocation') }} as allocation
inner join whole_plan
    on
        allocation.source_id = whole_plan.source_id
        and allocation.fiscal_period = whole_plan.fiscal_period
where allocation.phase = 'planned_cash' and allocation.income_class = 'current'
