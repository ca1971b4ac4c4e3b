-- RV-04: collected or transferred over budgeted (or planned) revenue of a beneficiary in a period and
-- stream; outside the widest PEFA band of revenue.
with grid as (

    {{ indicator_grid('RV-04') }}

),

phases as (

    select revenue.*, concat_ws(':', beneficiary_code, stream_code) as subject_id
    from {{ ref('int_revenue_phase') }} as revenue
    where preference = 1

),

measured as (

    select
        grid.*, coalesce(phases.collected, phases.transferred) as numerator,
        coalesce(phases.budgeted, phases.planned) as denominator, 1 as n,
        bands.low_ratio, bands.high_ratio,
        -- what came in so far is a part, the budget the whole of the period
        coalesce(phases.data_as_of < make_date(cast(right(grid.period, 4) as integer), 12, 31), false)
            as is_running,
        {{ ratio(
            'coalesce(phases.collected, phases.transferred)', 'coalesce(phases.budgeted, phases.planned)'
        ) }}
            as value
    from grid
    inner join {{ ref('pefa_bands') }} as bands on bands.indicator_code = 'FX-08' and bands.score = 'C'
    left join phases
        on
            grid.country = phases.country and grid.subject_id = phases.subject_id
            and grid.period = phases.fiscal_period

),

{{ judged_by_cut([
        ['denominator is null', 'not_computable', 'budgeted_revenue_not_published'],
        ['numerator is null', 'not_computable', 'collected_revenue_not_published'],
        ['denominator <= 0', 'not_computable', 'budgeted_revenue_is_zero'],
        ['is_running', 'insufficient_data', 'period_in_progress'],
    ], 'value < low_ratio or value > high_ratio', 'case when value > high_ratio then high_ratio else low_ratio end') }}
