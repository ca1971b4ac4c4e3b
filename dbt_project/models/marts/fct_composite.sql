-- Three panels, never one number. Ranks are intervals: 1 asks most for a look, and two subjects whose
-- intervals overlap have no order.
with ranked as (

    select
        subject_number,
        rank() over (partition by group_number, draw order by score desc) as place
    from {{ ref('int_composite_draw') }}

),

intervals as (

    select
        subject_number,
        floor({{ quantile('place', 0.05) }}) as rank_low,
        round({{ quantile('place', 0.5) }}) as rank_median,
        ceil({{ quantile('place', 0.95) }}) as rank_high
    from ranked
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
