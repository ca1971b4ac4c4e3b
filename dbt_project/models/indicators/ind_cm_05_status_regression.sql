-- CM-05: steps by which a commitment's newest status lies below the one before, same assessor.
with grid as (

    {{ indicator_grid('CM-05') }}

),

levels as (

    select
        commitment_id, assessor, as_of,
        case status
            when 'not_started' then 0 when 'limited' then 1
            when 'substantial' then 2 when 'complete' then 3
        end as step
    from {{ ref('stg_commitment_status') }}
    where milestone is null and as_of is not null

),

moved as (

    select
        commitment_id, assessor, as_of, step,
        lag(step) over (partition by commitment_id, assessor order by as_of) as step_before,
        row_number() over (partition by commitment_id order by as_of desc, assessor) as newest,
        count(*) over (partition by commitment_id, assessor) as updates
    from levels
    where step is not null

),

measured as (

    select
        grid.*,
        moved.step as numerator,
        moved.step_before as denominator,
        coalesce(moved.updates, 0) as n,
        moved.step_before - moved.step as value
    from grid
    left join moved on grid.subject_id = moved.commitment_id and moved.newest = 1

),

judged as (

    select
        measured.*, legal_threshold as threshold,
        case
            when n = 0 then 'not_computable'
            when n < minimum_n then 'insufficient_data'
            when value >= legal_threshold then 'signal'
            else 'clear'
        end as status,
        case when n = 0 then 'never_assessed' when n < minimum_n then 'few_assessments' end as reason
    from measured

)

select {{ indicator_columns() }} from judged
