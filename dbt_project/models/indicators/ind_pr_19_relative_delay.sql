-- PR-19: days added to a contract over the duration first agreed. The published end already holds
-- the days added, so the first duration is what is left without them.
with grid as (

    {{ indicator_grid('PR-19') }}

),

measured as (

    select
        grid.*,
        state.days_added as numerator,
        {{ days_between('state.start_on', 'state.end_on') }} - state.days_added as denominator,
        1 as n
    from grid
    left join {{ ref('int_contract_state') }} as state
        on grid.country = state.country and grid.subject_id = state.contract_id and state.is_present

),

valued as (

    select
        measured.*,
        case when denominator > 0 then {{ ratio('numerator', 'denominator') }} end as value
    from measured

),

judged as (

    select
        valued.*, legal_threshold as threshold,
        case
            when value is null then 'not_computable'
            when value >= legal_threshold then 'signal'
            else 'clear'
        end as status,
        case
            when numerator is null then 'days_added_not_published'
            when denominator is null then 'dates_not_published'
            when value is null then 'first_duration_not_positive'
        end as reason
    from valued

)

select {{ indicator_columns() }} from judged
