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

quartiles as (

    {{ peer_quartiles('measured') }}

),

fenced as (

    select
        measured.*, quartile_peers,
        q3 - q1 as spread,
        q1 - fence_multiplier * (q3 - q1) as threshold
    from measured
    left join quartiles on measured.peer_group = quartiles.quartile_group

),

judged as (

    select
        fenced.*,
        case
            when denominator is null or numerator is null then 'not_computable'
            when denominator <= 0 then 'not_computable'
            when is_running then 'insufficient_data'
            when quartile_peers < minimum_peers then 'insufficient_data'
            when spread = 0 then 'insufficient_data'
            when value <= threshold then 'signal'
            else 'clear'
        end as status,
        case
            when denominator is null then 'no_budget_row'
            when numerator is null then 'no_spending_row'
            when denominator <= 0 then 'budget_is_zero'
            when is_running then 'year_in_progress'
            when quartile_peers < minimum_peers then 'few_peers'
            when spread = 0 then 'peers_without_spread'
        end as reason
    from fenced

)

select {{ indicator_columns() }} from judged
