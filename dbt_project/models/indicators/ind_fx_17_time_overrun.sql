-- FX-17: days by which a work passed its planned end. For a work still under way the date its
-- row speaks of stands in for today; the clock is never read.
with grid as (

    {{ indicator_grid('FX-17') }}

),

measured as (

    select
        grid.*,
        project.status as project_status,
        project.planned_end_on,
        coalesce(
            project.ended_on,
            case when project.status in ('in_progress', 'suspended', 'contracted') then project.data_as_of end
        ) as reached_on,
        {{ days_between('project.started_on', 'project.planned_end_on') }} as denominator,
        1 as n
    from grid
    left join {{ ref('int_project_state') }} as project
        on grid.country = project.country and grid.subject_id = project.project_code and project.is_present

),

valued as (

    select
        measured.*,
        {{ days_between('planned_end_on', 'reached_on') }} as numerator,
        case
            when project_status not in ('not_started', 'cancelled')
                then {{ days_between('planned_end_on', 'reached_on') }}
        end as value
    from measured

),

judged as (

    select
        valued.*, legal_threshold as threshold,
        case
            when project_status in ('not_started', 'cancelled') then 'not_applicable'
            when value is null then 'not_computable'
            when value >= legal_threshold then 'signal'
            else 'clear'
        end as status,
        case
            when project_status in ('not_started', 'cancelled') then 'work_not_started'
            when planned_end_on is null then 'planned_end_not_published'
            when reached_on is null then 'real_end_not_published'
        end as reason
    from valued

)

select {{ indicator_columns() }} from judged
