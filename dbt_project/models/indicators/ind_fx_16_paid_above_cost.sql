-- FX-16: paid over the cost of a work.
with grid as (

    {{ indicator_grid('FX-16') }}

),

measured as (

    select
        grid.*,
        project.paid as numerator,
        project.total_value as denominator,
        1 as n,
        case when project.total_value > 0 then {{ ratio('project.paid', 'project.total_value') }} end as value
    from grid
    left join {{ ref('int_project_state') }} as project
        on grid.country = project.country and grid.subject_id = project.project_code and project.is_present

),

judged as (

    select
        measured.*, legal_threshold as threshold,
        case
            when value is null then 'not_computable'
            when value > legal_threshold then 'signal'
            else 'clear'
        end as status,
        case
            when numerator is null then 'payments_not_published'
            when value is null then 'cost_not_published'
        end as reason
    from measured

)

select {{ indicator_columns() }} from judged
