-- PR-29: days from the award of its process to the signature of a contract; signed before the award.
with grid as (

    {{ indicator_grid('PR-29') }}

),

measured as (

    select
        grid.*, process.awarded_on, state.signed_on, 1 as n,
        cast(null as double) as numerator, cast(null as double) as denominator,
        {{ days_between('process.awarded_on', 'state.signed_on') }} as value
    from grid
    inner join {{ ref('int_contract_state') }} as state
        on grid.country = state.country and grid.subject_id = state.contract_id and state.is_present
    left join {{ ref('int_process') }} as process
        on state.country = process.country and state.process_id = process.process_id

),

{{ judged_by_cut([
        ['awarded_on is null', 'not_computable', 'award_date_not_published'],
        ['signed_on is null', 'not_computable', 'signature_not_published'],
    ], 'value < threshold') }}
