-- PR-17: value added to a contract, in percent of its value at signature, against the legal cap.
with grid as (

    {{ indicator_grid('PR-17') }}

),

measured as (

    select
        grid.*,
        state.current_value - state.initial_value as numerator,
        state.initial_value as denominator,
        1 as n,
        case
            when state.initial_value > 0
                then 100 * {{ ratio('(state.current_value - state.initial_value)', 'state.initial_value') }}
        end as value
    from grid
    left join {{ ref('int_contract_state') }} as state
        on grid.country = state.country and grid.subject_id = state.contract_id and state.is_present

),

judged as (

    select
        measured.*, legal_threshold as threshold,
        case
            when value is null then 'not_computable'
            when legal_threshold is null then 'not_applicable'
            when value > legal_threshold then 'signal'
            else 'clear'
        end as status,
        case
            when denominator is null then 'initial_value_not_published'
            when value is null then 'initial_value_is_zero'
            when legal_threshold is null then 'no_cap_in_force'
        end as reason
    from measured

)

select {{ indicator_columns() }} from judged
