-- Three panels, never one number. Ranks are intervals: 1 asks most for a look, and two subjects whose
-- intervals overlap have no order.
with ranked as (

    select
        draws.panel, draws.country, draws.subject_id, draws.period,
        rank() over (partition by scored.rank_group, draws.draw order by draws.score desc) as place
    from {{ ref('int_composite_draw') }} as draws
    inner join {{ ref('int_composite_score') }} as scored
        on
            draws.panel = scored.panel and draws.country = scored.country
            and draws.subject_id = scored.subject_id and draws.period = scored.period

),

intervals as (

    select
        panel, country, subject_id, period,
        floor({{ quantile('place', 0.05) }}) as rank_low,
        round({{ quantile('place', 0.5) }}) as rank_median,
        ceil({{ quantile('place', 0.95) }}) as rank_high
    from ranked
    group by panel, country, subject_id, period

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
    left join intervals
        on
            scored.panel = intervals.panel and scored.country = intervals.country
            and scored.subject_id = intervals.subject_id and scored.period = intervals.period

)

{{ public_columns() }}
