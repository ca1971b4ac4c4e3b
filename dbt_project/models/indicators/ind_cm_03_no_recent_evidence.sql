-- CM-03: days from the newest word on an open commitment to the day that its source speaks of. Clocks
-- of machines play no part: the source's own date is the reference.
with grid as (

    {{ indicator_grid('CM-03') }}

),

measured as (

    select
        grid.*, latest.status as latest_status, 1 as n,
        cast(null as double) as numerator, cast(null as double) as denominator,
        {{ days_between('latest.as_of', 'commitment.vintage_as_of') }} as value
    from grid
    inner join {{ ref('stg_commitment') }} as commitment on grid.subject_id = commitment.commitment_id
    left join {{ ref('int_commitment_latest') }} as latest on grid.subject_id = latest.commitment_id

),

{{ judged_by_cut([
        ["latest_status in ('complete', 'withdrawn')", 'not_applicable', 'no_longer_open'],
        ['latest_status is null', 'not_computable', 'never_assessed'],
        ['value is null', 'not_computable', 'assessment_without_date'],
        ['value < 0', 'not_computable', 'source_older_than_its_assessment'],
    ], 'value > threshold') }}
