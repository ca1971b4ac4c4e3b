-- CM-04: how many of baseline, target, responsible, due date and budget a commitment lacks, over
-- those that its source publishes at all. What a source never publishes is not held against it.
with grid as (

    {{ indicator_grid('CM-04') }}

),

published as (

    select
        source_id,
        max(case when baseline is not null then 1 else 0 end) as has_baseline,
        max(case when target is not null then 1 else 0 end) as has_target,
        max(case when responsible is not null then 1 else 0 end) as has_responsible,
        max(case when due_on is not null then 1 else 0 end) as has_due_on,
        max(case when budget is not null then 1 else 0 end) as has_budget
    from {{ ref('stg_commitment') }}
    group by source_id

),

measured as (

    select
        grid.*,
        has_baseline + has_target + has_responsible + has_due_on + has_budget as n,
        case when commitment.baseline is null then has_baseline else 0 end
        + case when commitment.target is null then has_target else 0 end
        + case when commitment.responsible is null then has_responsible else 0 end
        + case when commitment.due_on is null then has_due_on else 0 end
        + case when commitment.budget is null then has_budget else 0 end as numerator
    from grid
    inner join {{ ref('stg_commitment') }} as commitment
        on grid.subject_id = commitment.commitment_id
    inner join published on commitment.source_id = published.source_id

),

judged as (

    select
        measured.*,
        n as denominator,
        case when n >= minimum_n then numerator end as value,
        legal_threshold as threshold,
        case
            when n < minimum_n then 'not_computable'
            when numerator >= legal_threshold then 'signal'
            else 'clear'
        end as status,
        case when n < minimum_n then 'source_publishes_too_few_basics' end as reason
    from measured

)

select {{ indicator_columns() }} from judged
