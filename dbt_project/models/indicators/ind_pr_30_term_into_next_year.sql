-- PR-30: days added to a contract that then ends in a later year than the one it was signed for.
with grid as (

    {{ indicator_grid('PR-30') }}

),

measured as (

    select
        grid.*, state.start_on, state.end_on, 1 as n,
        state.days_added as numerator,
        {{ days_between('state.start_on', 'state.end_on') }} as denominator,
        case
            when
                year(state.end_on) > year(state.start_on)
                and year(state.end_on - state.days_added) = year(state.start_on) then state.days_added
            when
                state.days_added is not null and state.end_on is not null and state.start_on is not null
                then 0
        end as value
    from grid
    inner join {{ ref('int_contract_state') }} as state
        on grid.country = state.country and grid.subject_id = state.contract_id and state.is_present

),

{{ judged_by_cut([
        ['numerator is null', 'not_computable', 'days_added_not_published'],
        ['denominator is null', 'not_computable', 'dates_not_published'],
        ['numerator < 0', 'not_computable', 'days_added_below_zero'],
    ]) }}
