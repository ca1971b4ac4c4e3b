-- Many ways to have built each score, the same for every subject and every run (threshold seed, draws:
-- a thousand for procurement, where contracts are drawn anew, two hundred where nothing is a sample):
-- contracts drawn anew within the buyer (by the normal approximation to the bootstrap of a share),
-- weights up to a quarter higher or lower, one component left out, percentiles or their squares (which
-- weigh the upper end more), dimensions joined by arithmetic or geometric mean. The numbers come from a
-- fixed congruential sequence (Park and Miller), so that nothing is random; it counts in 64 bits, for
-- Spark's row numbers have 32 and would overflow in silence.
with digits as (

    select 0 as d
    union all
    select 1 as d
    union all
    select 2 as d
    union all
    select 3 as d
    union all
    select 4 as d
    union all
    select 5 as d
    union all
    select 6 as d
    union all
    select 7 as d
    union all
    select 8 as d
    union all
    select 9 as d

),

draws as (

    select 100 * hundreds.d + 10 * tens.d + ones.d as draw
    from digits as ones
    cross join digits as tens
    cross join digits as hundreds

),

wanted as (

    select substr(parameter, 7) as panel, value as draws
    from {{ ref('indicator_thresholds') }}
    where indicator_code = '*' and parameter like 'draws:%'

),

seeded as (

    select
        draws.draw, weights.panel, weights.indicator_code, weights.ordinal, weights.weight,
        count(*) over (partition by draws.draw, weights.panel) as in_panel,
        (48271 * cast(1 + draws.draw * 7919 + weights.ordinal * 104729 as bigint)) % 2147483647 as x
    from {{ ref('composite_weights') }} as weights
    inner join wanted on weights.panel = wanted.panel
    inner join draws on draws.draw < wanted.draws

),

stirred as (

    select seeded.*, (48271 * ((48271 * x) % 2147483647)) % 2147483647 / 2147483647e0 as u
    from seeded

),

varied as (

    select
        draw, panel, indicator_code, ordinal, weight * (0.75 + 0.5 * u) as weight,
        mod(draw, in_panel) + 1 = ordinal as is_left_out
    from stirred

),

drawn as (

    select
        scored.subject_number, scored.group_number, component.dimension, component.risk,
        component.error, varied.draw, varied.weight,
        case
            when component.error > 0 and varied.draw > 0
                then
                    (48271 * (
                        (
                            48271 * (
                                (
                                    cast(scored.subject_number as bigint) * 15485863
                                    + varied.draw * 7919 + varied.ordinal * 104729
                                ) % 2147483647
                            )
                        ) % 2147483647
                    )) % 2147483647 / 2147483647e0
        end as u
    from {{ ref('int_composite_component') }} as component
    inner join {{ ref('int_composite_score') }} as scored
        on
            component.panel = scored.panel and component.country = scored.country
            and component.subject_id = scored.subject_id and component.period = scored.period
            and scored.reason is null
    inner join varied
        on component.panel = varied.panel and component.indicator_code = varied.indicator_code
    where component.risk is not null and not varied.is_left_out

),

resampled as (

    -- a logistic of the same spread stands for the normal
    select
        drawn.*,
        case
            when u is null then risk
            else
                greatest(0.0, least(1.0, risk + error * ln(
                    greatest(u, 0.000001) / greatest(1 - u, 0.000001)
                ) / 1.702))
        end as drawn_risk
    from drawn

),

dimensions as (

    select
        subject_number, draw, dimension, max(group_number) as group_number,
        sum(weight * case when mod(draw, 4) < 2 then drawn_risk else drawn_risk * drawn_risk end)
        / sum(weight) as risk
    from resampled
    group by subject_number, draw, dimension

)

-- rounded: equal subjects stay equal in whatever order an engine adds their parts
select
    subject_number, draw, max(group_number) as group_number,
    round(
        case
            when mod(draw, 2) = 0 then avg(risk)
            else exp(avg(ln(greatest(risk, 0.01))))
        end,
        9
    ) as score
from dimensions
group by subject_number, draw
