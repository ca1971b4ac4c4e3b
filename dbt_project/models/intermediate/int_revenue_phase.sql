-- What each beneficiary was budgeted, planned, collected and transferred in a period and stream, phase
-- beside phase, as one source gives it. Only current income: balances and returns are no revenue.
select
    country, beneficiary_code, fiscal_period, stream_code, source_id,
    {{ money("sum(case when phase = 'budgeted' and coalesce(income_class, 'current') = 'current' then amount end)") }} as budgeted,
    {{ money("sum(case when phase = 'planned_cash' and coalesce(income_class, 'current') = 'current' then amount end)") }} as planned,
    {{ money("sum(case when phase = 'collected' and coalesce(income_class, 'current') = 'current' then amount end)") }} as collected,
    {{ money("sum(case when phase = 'transferred' then amount end)") }} as transferred,
    {{ money("sum(case when phase = 'budgeted' and income_class = 'opening_balance' then amount end)") }}
        as opening_balance
from {{ ref('stg_allocation') }}
where not coalesce(is_projection, false)
group by country, beneficiary_code, fiscal_period, stream_code, source_id
