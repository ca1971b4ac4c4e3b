-- CM-02: days between the due date and an assessment, at or after it, that found the commitment
-- not complete. An assessment made before the due date cannot say that it was missed.
with grid as (

    {{ indicator_grid('CM-02') }}

),

measured as (

    select
        grid.*,
        commitment.due_on,
        latest.status as latest_status,
        latest.as_of,
        {{ days_between('commitment.due_on', 'latest.as_of') }} as days_after_due,
        case when latest.commitment_id is null then 0 else 1 end as n
    from grid
    inner join {{ ref('stg_commitment') }} as commitment
        on grid.subject_id = commitment.commitment_id
    left join {{ ref('int_commitment_latest') }} as latest
        on commitment.commitment_id = latest.commitment_id

),

judged as (

    select
        indicator_code, subject_type, subject_id, country, territory_id, period,
        scope, peer_group, minimum_peers, rule_version, n,
        case
            when
                latest_status in ('not_started', 'limited', 'substantial', 'no_evidence', 'complete')
                then days_after_due
        end as value,
        days_after_due as numerator, cast(null as double) as denominator,
        cast(0 as double) as threshold,
        case
            when due_on is null then 'not_computable'
            when latest_status = 'withdrawn' then 'not_applicable'
            when latest_status = 'complete' then 'clear'
            when latest_status is null or latest_status in ('not_assessed', 'unclear') then 'not_computable'
            when as_of is null then 'not_computable'
            when days_after_due < 0 then 'insufficient_data'
            else 'signal'
        end as status,
        case
            when due_on is null then 'no_due_date'
            when latest_status = 'withdrawn' then 'withdrawn'
            when latest_status = 'complete' then null
            when latest_status is null or latest_status in ('not_assessed', 'unclear') then 'never_assessed'
            when as_of is null then 'assessment_without_date'
            when days_after_due < 0 then 'no_assessment_after_the_due_date'
        end as reason
    from measured

)

select {{ indicator_columns() }} from judged
