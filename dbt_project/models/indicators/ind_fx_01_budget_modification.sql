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

quartiles as (

    {{ peer_quartiles('measured') }}

),

fenced as (

    select
        measured.*, quartile_peers,
        q3 - q1 as spread,
        q1 - fence_multiplier * (q3 - q1) as lower_fence,
        q3 + fence_multiplier * (q3 - q1) as upper_fence,
        q2
    from measured
    left join quartiles on measured.peer_group = quartiles.quartile_group

),

judged as (

    select
        fenced.*,
        case when value < q2 then lower_fence else upper_fence end as threshold,
        case
            when denominator is null or numerator is null then 'not_computable'
            when denominator <= 0 then 'not_computable'
            when is_running then 'insufficient_data'
            when quartile_peers < minimum_peers then 'insufficient_data'
            when spread = 0 then 'insufficient_data'
            when value <= lower_fence or value >= upper_fence then 'signal'
            else 'clear'
        end as status,
        case
            when denominator is null or numerator is null then 'no_budget_row'
            when denominator <= 0 then 'initial_budget_is_zero'
            when is_running then 'year_in_progress'
            when quartile_peers < minimum_peers then 'few_peers'
            when spread = 0 then 'peers_without_spread'
        end as reason
    from fenced

)

select {{ indicator_columns() }} from judged
