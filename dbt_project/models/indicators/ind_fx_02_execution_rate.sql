-- FX-02: accrued over modified budget, per entity, year and stream; low against its peers.
-- A year still running is not judged: its spending is a part, its budget the whole.
with grid as (

    {{ indicator_grid('FX-02') }}

),

measured as (

    select
        grid.*,
        spending.accrued as numerator,
        spending.current_budget as denominator,
        spending.source_rows as n,
        spending.is_running,
        case
            when spending.current_budget > 0
                then {{ ratio('spending.accrued', 'spending.current_budget') }}
        end as value
    from grid
    left join {{ ref('int_spending_year') }} as spending
        on
            grid.country = spending.country
            and grid.subject_id = concat_ws(':', spending.entity_code, spending.stream_code)
            and grid.period = cast(spending.fiscal_year as string)

),

{{ judged_by_fence('low', [
        ['denominator is null', 'not_computable', 'no_budget_row'],
        ['numerator is null', 'not_computable', 'no_spending_row'],
        ['denominator <= 0', 'not_computable', 'budget_is_zero'],
        ['is_running', 'insufficient_data', 'year_in_progress'],
    ]) }}
