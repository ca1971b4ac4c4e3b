-- Components of the three panels per subject, each from 0 to 1, 1 asking most for a look. A rule with a
-- legal or validated cut gives 0 or 1; a comparison gives the mid-rank percentile among thirty peers or
-- more. What was not judged is no component, and is counted against coverage. `error` is how far a
-- share of n contracts would move, had other n contracts of the same buyer been drawn: its standard
-- error, turned into percentiles by how densely the peers lie between their quartiles.
with settings as (

    select value as minimum_fence_peers from {{ ref('indicator_thresholds') }}
    where indicator_code = '*' and parameter = 'minimum_fence_peers'

),

results as (

    select * from {{ ref('int_indicator_result') }}
    where subject_type in ('beneficiary_period', 'beneficiary_stream', 'entity_stream', 'buyer')

),

density as (

    select
        indicator_code, peer_group,
        0.5 / nullif({{ quantile('value', 0.75) }} - {{ quantile('value', 0.25) }}, 0) as slope
    from results
    where value is not null
    group by indicator_code, peer_group

)

-- volatility is one figure per stream over all years: it holds for each of them
select
    weights.panel, weights.subject_type, subjects.subject_id, subjects.subject_name, subjects.country,
    subjects.territory_id, subjects.period, subjects.scope, weights.dimension, weights.indicator_code,
    weights.ordinal, weights.weight, weights.weights_version,
    case
        when weights.normalisation = 'judgement' and results.status = 'signal' then 1.0
        when weights.normalisation = 'judgement' and results.status = 'clear' then 0.0
        when
            weights.normalisation = 'percentile' and results.status in ('signal', 'clear')
            and results.peers >= settings.minimum_fence_peers
            then
                case weights.orientation
                    when 'high' then results.peer_percentile / 100
                    when 'low' then 1 - results.peer_percentile / 100
                    else abs(results.peer_percentile - 50) / 50
                end
    end as risk,
    case
        when weights.is_share and results.status in ('signal', 'clear') and results.value between 0 and 1
            then
                sqrt(results.value * (1 - results.value) / nullif(results.n, 0)) * density.slope
                * case when weights.orientation = 'both' then 2 else 1 end
    end as error
from {{ ref('composite_weights') }} as weights
cross join settings
inner join {{ ref('int_subject') }} as subjects on weights.subject_type = subjects.subject_type
left join results
    on
        weights.indicator_code = results.indicator_code
        and subjects.country = results.country and subjects.subject_id = results.subject_id
        and (subjects.period = results.period or results.subject_type = 'beneficiary_stream')
        and results.subject_type in (subjects.subject_type, 'beneficiary_stream')
left join density
    on results.indicator_code = density.indicator_code and results.peer_group = density.peer_group
where results.status is distinct from 'not_applicable'
