-- What each beneficiary was budgeted, planned, collected and transferred in a period and stream, phase
-- beside phase, as one source gives it. Only current income: balances and returns are no revenue.
with classed as (

    select allocation.*, coalesce(income_class, 'current') = 'current' as is_current_income
    from {{ ref('stg_allocation') }} as allocation
    where not coalesce(is_projection, false)

),

summed as (

    select
        country, beneficiary_code, fiscal_period, stream_code, source_id, max(vintage_as_of) as data_as_of,
        {{ money("sum(case when phase = 'budgeted' and is_current_income then amount end)") }}
            as budgeted,
        {{ money("sum(case when phase = 'planned_cash' and is_current_income then amount end)") }}
            as planned,
        {{ money("sum(case when phase = 'collected' and is_current_income then amount end)") }}
            as collected,
        {{ money("sum(case when phase = 'transferred' then amount end)") }} as transferred,
        {{ money("sum(case when phase = 'budgeted' and income_class = 'opening_balance' then amount end)") }}
            as opening_balance
    from classed
    group by country, beneficiary_code, fiscal_period, stream_code, source_id

)

-- Where several sources speak of one stream, one row stands for it, never their sum: preference 1 is
-- the source that holds most phases.
select
    summed.*,
    row_number() over (
        partition by country, beneficiary_code, fiscal_period, stream_code
        order by
            (case when collected is not null then 2 else 0 end)
            + (case when coalesce(budgeted, planned) is not null then 1 else 0 end) desc,
            source_id
    ) as preference
from summed
