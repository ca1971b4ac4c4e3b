-- Over which days no vintage showed any progress of a work. `still_days` is what was seen; the work
-- may have stood still since any day after `differed_days` before the present state.
with history as (

    select
        state.country, state.project_code, state.data_as_of,
        present.data_as_of as now_as_of,
        {{ row_key(['state.physical_progress_pct', 'state.financial_progress_pct', 'state.paid']) }}
        = {{ row_key(['present.physical_progress_pct', 'present.financial_progress_pct', 'present.paid']) }}
            as is_same
    from {{ ref('int_project_state') }} as state
    inner join {{ ref('int_project_state') }} as present
        on
            state.country = present.country and state.project_code = present.project_code
            and present.is_present

),

-- Only the states after the last one that differs belong to the standstill.
last_difference as (

    select
        country, project_code, max(case when not is_same then data_as_of end) as differed_on,
        {{ days_between('min(data_as_of)', 'max(data_as_of)') }} as observed_days
    from history
    group by country, project_code

)

select
    history.country, history.project_code, count(*) as n,
    {{ days_between('min(history.data_as_of)', 'max(history.now_as_of)') }} as still_days,
    {{ days_between('max(last_difference.differed_on)', 'max(history.now_as_of)') }} as differed_days,
    max(last_difference.observed_days) as observed_days
from history
inner join last_difference
    on
        history.country = last_difference.country
        and history.project_code = last_difference.project_code
where
    history.is_same
    and (last_difference.differed_on is null or history.data_as_of > last_difference.differed_on)
group by history.country, history.project_code
