-- FX-14: days over which no vintage showed any progress of a work under way, or its declared
-- suspension. Where the vintages span less than the threshold, stillness cannot be known.
with grid as (

    {{ indicator_grid('FX-14') }}

),

history as (

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

    select country, project_code, max(case when not is_same then data_as_of end) as differed_on
    from history
    group by country, project_code

),

spans as (

    select
        history.country, history.project_code,
        {{ days_between('min(history.data_as_of)', 'max(history.now_as_of)') }} as still_days,
        count(*) as n
    from history
    inner join last_difference
        on
            history.country = last_difference.country
            and history.project_code = last_difference.project_code
    where
        history.is_same
        and (last_difference.differed_on is null or history.data_as_of > last_difference.differed_on)
    group by history.country, history.project_code

),

observed as (

    select country, project_code, {{ days_between('min(data_as_of)', 'max(data_as_of)') }} as observed_days
    from history
    group by country, project_code

),

measured as (

    select
        grid.*,
        project.status as project_status,
        case
            when
                project.status in ('in_progress', 'suspended') and project.physical_progress_pct is not null
                then spans.still_days
        end as value,
        spans.still_days as numerator,
        observed.observed_days as denominator,
        coalesce(spans.n, 0) as n,
        project.physical_progress_pct
    from grid
    left join {{ ref('int_project_state') }} as project
        on grid.country = project.country and grid.subject_id = project.project_code and project.is_present
    left join spans on grid.country = spans.country and grid.subject_id = spans.project_code
    left join observed on grid.country = observed.country and grid.subject_id = observed.project_code

),

judged as (

    select
        measured.*, legal_threshold as threshold,
        case
            when project_status not in ('in_progress', 'suspended') then 'not_applicable'
            when project_status = 'suspended' then 'signal'
            when physical_progress_pct is null then 'not_computable'
            when value >= legal_threshold then 'signal'
            when denominator < legal_threshold then 'insufficient_data'
            else 'clear'
        end as status,
        case
            when project_status not in ('in_progress', 'suspended') then 'not_under_way'
            when project_status = 'suspended' then 'suspension_declared'
            when physical_progress_pct is null then 'progress_not_published'
            when value >= legal_threshold then null
            when denominator < legal_threshold then 'history_shorter_than_threshold'
        end as reason
    from measured

)

select {{ indicator_columns() }} from judged
