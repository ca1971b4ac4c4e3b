-- FX-14: days over which no vintage showed any progress of a work under way, or its declared
-- suspension. Progress seen within the threshold clears a work; where the vintages span less than
-- the threshold, or lie too far apart to say when the work moved, stillness cannot be known.
with grid as (

    {{ indicator_grid('FX-14') }}

),

measured as (

    select
        grid.*,
        project.status as project_status,
        case
            when
                project.status in ('in_progress', 'suspended') and project.physical_progress_pct is not null
                then still.still_days
        end as value,
        still.still_days as numerator,
        still.observed_days as denominator,
        coalesce(still.n, 0) as n,
        still.differed_days,
        project.physical_progress_pct
    from grid
    left join {{ ref('int_project_state') }} as project
        on grid.country = project.country and grid.subject_id = project.project_code and project.is_present
    left join {{ ref('int_project_standstill') }} as still
        on grid.country = still.country and grid.subject_id = still.project_code

),

judged as (

    select
        measured.*, legal_threshold as threshold,
        case
            when coalesce(project_status, 'unknown') = 'unknown' then 'not_computable'
            when project_status not in ('in_progress', 'suspended') then 'not_applicable'
            when project_status = 'suspended' then 'signal'
            when physical_progress_pct is null then 'not_computable'
            when value >= legal_threshold then 'signal'
            when differed_days < legal_threshold then 'clear'
            else 'insufficient_data'
        end as status,
        case
            when coalesce(project_status, 'unknown') = 'unknown' then 'status_not_published'
            when project_status not in ('in_progress', 'suspended') then 'not_under_way'
            when project_status = 'suspended' then 'suspension_declared'
            when physical_progress_pct is null then 'progress_not_published'
            when value >= legal_threshold or differed_days < legal_threshold then null
            when differed_days is null then 'history_shorter_than_threshold'
            else 'moved_between_distant_vintages'
        end as reason
    from measured

)

select {{ indicator_columns() }} from judged
