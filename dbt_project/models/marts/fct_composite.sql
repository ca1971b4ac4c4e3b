-- Three panels, never one number. Ranks are intervals: 1 asks most for a look, and two subjects whose
-- intervals overlap have no order.
with placed as (

    -- the bounds are places that were drawn: an aggregate of quantiles would hold them all in memory
    select
        subject_number, place,
        row_number() over (partition by subject_number order by place) as position,
        count(*) over (partition by subject_number) as draws
    from {{ ref('int_composite_rank') }}

),

intervals as (

    select
        subject_number,
        max(case when position = floor(0.05 * (draws - 1)) + 1 then place end) as rank_low,
        max(case when position = floor(0.5 * (draws - 1)) + 1 then place end) as rank_median,
        max(case when position = ceil(0.95 * (draws - 1)) + 1 then place end) as rank_high
    from placed
    group by subject_number

),

together as (

    select rank_group, count(*) as ranked_together from {{ ref('int_composite_score') }}
    where reason is null
    group by rank_group

),

enough as (

    select value as minimum_peers from {{ ref('indicator_thresholds') }}
    where indicator_code = '*' and parameter = 'minimum_peers'

),

final as (

    select
        scored.subject_type, scored.subject_id, scored.subject_name, scored.country,
        scored.territory_id, scored.period, scored.panel, scored.components, scored.coverage_ratio,
        scored.weights_version, scored.reason,
        case when scored.reason is null then scored.score end as score,
        case when scored.reason is null then 'evaluable' else 'not_evaluable' end as status,
        case when scored.reason is null then together.ranked_together end as ranked_together,
        case when together.ranked_together >= enough.minimum_peers then intervals.rank_low end as rank_low,
        case when together.ranked_together >= enough.minimum_peers then intervals.rank_median end
            as rank_median,
        case when together.ranked_together >= enough.minimum_peers then intervals.rank_high end as rank_high
    from {{ ref('int_composite_score') }} as scored
    cross join enough
    left join together on scored.rank_group = together.rank_group
    left join intervals on scored.subject_number = intervals.subject_number

)

{{ public_columns() }}
