-- CM-06: starred by the assessors: a commitment to look at for what it did. The one indicator whose
-- signal is good news; its direction says so.
with grid as (

    {{ indicator_grid('CM-06') }}

),

measured as (

    select
        grid.*, case when commitment.is_starred then 1 when not commitment.is_starred then 0 end as value,
        cast(null as double) as numerator, cast(null as double) as denominator, 1 as n
    from grid
    inner join {{ ref('stg_commitment') }} as commitment on grid.subject_id = commitment.commitment_id

),

{{ judged_by_cut([
        ['value is null', 'not_computable', 'stars_not_given_in_this_cycle'],
    ]) }}
