-- FX-03: accrued and not yet paid over accrued, per entity, year and stream; high against its peers.
with grid as (

    {{ indicator_grid('FX-03') }}

),

measured as (

    select
        grid.*, spending.accrued - spending.paid as numerator, spending.accrued as denominator,
        spending.source_rows as n, spending.is_running, spending.paid,
        case
            when
                spending.accrued > 0
                then {{ ratio('(spending.accrued - spending.paid)', 'spending.accrued') }}
        end
            as value
    from grid
    left join {{ ref('int_spending_year') }} as spending
        on
            grid.country = spending.country
            and grid.subject_id = concat_ws(':', spending.entity_code, spending.stream_code)
            and grid.period = cast(spending.fiscal_year as string)

),

{{ judged_by_fence('high', [
        ['paid is null', 'not_computable', 'payments_not_published'],
        ['value is null', 'not_computable', 'nothing_accrued'],
        ['is_running', 'insufficient_data', 'year_in_progress'],
    ]) }}
