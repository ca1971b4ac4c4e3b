-- FX-15: financial minus physical progress of a work, in percentage points.
with grid as (

    {{ indicator_grid('FX-15') }}

),

measured as (

    select
        grid.*,
        project.financial_progress_pct as numerator,
        project.physical_progress_pct as denominator,
        1 as n,
        project.status as project_status,
        case
            when project.status not in ('not_started', 'cancelled')
                then project.financial_progress_pct - project.physical_progress_pct
        end as value
    from grid
    left join {{ ref('int_project_state') }} as project
        on grid.country = project.country and grid.subject_id = project.project_code and project.is_present

),

judged as (

    select
        measured.*, legal_threshold as threshold,
        case
            when project_status in ('not_started', 'cancelled') then 'not_applicable'
            when value is null or legal_threshold is null then 'not_computable'
            when value > legal_threshold then 'signal'
            else 'clear'
        end as status,
        case
            when project_status in ('not_started', 'cancelled') then 'work_not_started'
            when denominator is null then 'physical_progress_not_published'
            when numerator is null then 'financial_progress_not_published'
        end as reason
    from measured

)

select {{ indicator_columns() }} from judged
