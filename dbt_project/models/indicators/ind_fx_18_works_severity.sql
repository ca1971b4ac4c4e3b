-- FX-18: severity of a work (ISR), 0-100, from the published weights: gap between money and progress,
-- delay, a report that does not move, size among the country's works, dispute. Each input goes in a
-- straight line from 0 to the full mark of the threshold seed; missing inputs leave the weights of the
-- others, and below three nothing is said. No source publishes disputes.
with grid as (

    {{ indicator_grid('FX-18') }}

),

settings as (

    select
        max(case when parameter = 'weight:gap' then value end) as weight_gap,
        max(case when parameter = 'weight:delay' then value end) as weight_delay,
        max(case when parameter = 'weight:stillness' then value end) as weight_stillness,
        max(case when parameter = 'weight:size' then value end) as weight_size,
        max(case when parameter = 'full:gap' then value end) as full_gap,
        max(case when parameter = 'full:delay' then value end) as full_delay,
        max(case when parameter = 'full:stillness' then value end) as full_stillness
    from {{ ref('indicator_thresholds') }}
    where indicator_code = 'FX-18'

),

works as (

    select
        country, project_code, status, data_as_of,
        financial_progress_pct - physical_progress_pct as gap,
        {{ days_between('planned_end_on', 'coalesce(ended_on, data_as_of)') }} as delay,
        case
            when total_value > 0
                then
                    100e0 * (
                        rank() over (
                            partition by country, case when total_value > 0 then 1 else 0 end
                            order by total_value
                        ) - 1
                    ) / nullif(
                        count(*) over (
                            partition by country, case when total_value > 0 then 1 else 0 end
                        ) - 1,
                        0
                    )
        end as size
    from {{ ref('int_project_state') }}
    where is_present

),

scored as (

    select
        works.country, works.project_code, works.status, settings.*,
        -- least and greatest pass over a missing value: it must be kept missing
        case
            when works.gap is not null
                then 100 * greatest(0.0, least(1.0, works.gap / settings.full_gap))
        end
            as gap,
        case
            when works.delay is not null
                then 100 * greatest(0.0, least(1.0, works.delay / settings.full_delay))
        end as delay,
        -- one vintage says nothing about stillness
        case
            when still.observed_days > 0
                then 100 * least(1.0, still.still_days / settings.full_stillness)
        end as stillness,
        works.size
    from works
    cross join settings
    left join {{ ref('int_project_standstill') }} as still
        on works.country = still.country and works.project_code = still.project_code

),

weighed as (

    select
        scored.*,
        case when gap is null then 0 else weight_gap end
        + case when delay is null then 0 else weight_delay end
        + case when stillness is null then 0 else weight_stillness end
        + case when size is null then 0 else weight_size end as weights,
        case when gap is null then 0 else 1 end
        + case when delay is null then 0 else 1 end
        + case when stillness is null then 0 else 1 end
        + case when size is null then 0 else 1 end as inputs,
        coalesce(gap * weight_gap, 0) + coalesce(delay * weight_delay, 0)
        + coalesce(stillness * weight_stillness, 0) + coalesce(size * weight_size, 0) as points
    from scored

),

measured as (

    select
        grid.*, weighed.points as numerator, weighed.weights as denominator,
        coalesce(weighed.inputs, 0) as n, weighed.status as project_status, weighed.gap,
        weighed.delay, weighed.stillness,
        case when weighed.inputs >= grid.minimum_n then weighed.points / weighed.weights end as value
    from grid
    left join weighed on grid.country = weighed.country and grid.subject_id = weighed.project_code

),

{{ judged_by_cut([
        ["coalesce(project_status, 'unknown') = 'unknown'", 'not_computable', 'status_not_published'],
        ["project_status not in ('in_progress', 'suspended')", 'not_applicable', 'not_under_way'],
        ['n < minimum_n and gap is null', 'not_computable', 'progress_not_published'],
        ['n < minimum_n and delay is null', 'not_computable', 'planned_end_not_published'],
        ['n < minimum_n', 'not_computable', 'history_or_cost_not_published'],
    ]) }}
