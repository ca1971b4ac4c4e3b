-- FX-05: opening balance carried over from earlier periods, over all that the budget of a stream holds.
with grid as (

    {{ indicator_grid('FX-05') }}

),

phases as (

    select revenue.*, concat_ws(':', beneficiary_code, stream_code) as subject_id
    from {{ ref('int_revenue_phase') }} as revenue
    where preference = 1

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
            and grid.period = phases.fiscal_period

),

{{ judged_by_fence('high', [
        ['numerator is null', 'not_computable', 'opening_balance_not_published'],
        ['denominator <= 0', 'not_computable', 'nothing_budgeted'],
    ]) }}
