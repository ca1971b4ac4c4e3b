-- FX-13: efficiency score of a royalty project (IGPR), as its own source gives it; 60 is adequate.
with grid as (

    {{ indicator_grid('FX-13') }}

),

measured as (

    select
        grid.*, project.efficiency_score as value, project.schedule_performance as numerator,
        project.cost_performance as denominator, 1 as n, project.status as project_status
    from grid
    left join {{ ref('int_project_state') }} as project
        on grid.country = project.country and grid.subject_id = project.project_code and project.is_present

),

{{ judged_by_cut([
        ["project_status in ('finished', 'closed', 'cancelled')", 'not_applicable', 'work_no_longer_scored'],
        ['value is null', 'not_computable', 'score_not_published'],
    ], 'value < threshold') }}
