-- PR-18: paid over the present value of a contract.
with grid as (

    {{ indicator_grid('PR-18') }}

),

measured as (

    select
        grid.*, state.paid as numerator, coalesce(state.current_value, state.initial_value) as denominator,
        1 as n, {{ ratio('state.paid', 'coalesce(state.current_value, state.initial_value)') }} as value
    from grid
    inner join {{ ref('int_contract_state') }} as state
        on grid.country = state.country and grid.subject_id = state.contract_id and state.is_present

),

{{ judged_by_cut([
        ['numerator is null', 'not_computable', 'payments_not_published'],
        ['value is null', 'not_computable', 'value_is_zero_or_not_published'],
    ], 'value > threshold') }}
