-- FX-01: how far the budget was modified, per entity, year and stream; unusual against its peers.
-- A year still running is not judged: its budget may change again.
with grid as (

    {{ indicator_grid('FX-01') }}

),

measured as (

    select
        grid.*,
        spending.current_budget - spending.initial_budget as numerator,
        spending.initial_budget as denominator,
        spending.source_rows as n,
        spending.is_running,
        case
            when spending.initial_budget > 0
                then
                    {{ ratio(
                        '(spending.current_budget - spending.initial_budget)', 'spending.initial_budget'
                    ) }}
        end as value
    from grid
    left join {{ ref('int_spending_year') }} as spending
        on
            grid.country = spending.country
            and grid.subject_id = concat_ws(':', spending.entity_code, spending.stream_code)
            and grid.period = cast(spending.fiscal_year as string)

),

{{ judged_by_fence('both', [
        ['denominator is null or numerator is null', 'not_computable', 'no_budget_row'],
        ['denominator <= 0', 'not_computable', 'initial_budget_is_zero'],
        ['is_running', 'insufficient_data', 'year_in_progress'],
    ]) }}
