-- FX-05: opening balance carried over from earlier periods, over all that the budget of a stream holds.
with grid as (

    {{ indicator_grid('FX-05') }}

),

phases as (

    -- where several sources speak of one stream, the one that holds most phases
    select
        revenue.*, concat_ws(':', revenue.beneficiary_code, revenue.stream_code) as subject_id,
        row_number() over (
            partition by revenue.country, revenue.beneficiary_code, revenue.fiscal_period, revenue.stream_code
            order by
                (case when revenue.collected is not null then 2 else 0 end)
                + (case when coalesce(revenue.budgeted, revenue.planned) is not null then 1 else 0 end) desc,
                revenue.source_id
        ) as place
    from {{ ref('int_revenue_phase') }} as revenue

),

measured as (

    select
        grid.*, phases.opening_balance as numerator,
        coalesce(phases.budgeted, 0) + phases.opening_balance as denominator, 1 as n,
        {{ ratio('phases.opening_balance', '(coalesce(phases.budgeted, 0) + phases.opening_balance)') }}
            as value
    from grid
    left join phases
        on
            grid.country = phases.country and grid.subject_id = phases.subject_id
            and grid.period = phases.fiscal_period and phases.place = 1

),

{{ judged_by_fence('high', [
        ['numerator is null', 'not_computable', 'opening_balance_not_published'],
        ['denominator <= 0', 'not_computable', 'nothing_budgeted'],
    ]) }}
