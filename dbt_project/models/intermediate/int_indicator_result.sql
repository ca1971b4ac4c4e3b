-- The results that are stored, with what their peers show: how many, their median, where this one
-- stands (a median from eight peers on, a place among them from thirty). Of contracts, processes and
-- suppliers only what somebody should look at is stored; their peers are all of them.
with valued as (

    select indicator_code, peer_group, value, count(*) as same
    from {{ ref('int_indicator_union') }}
    where value is not null and peer_group is not null
    group by indicator_code, peer_group, value

),

placed as (

    -- the mid-rank: half of those with the same value stand below
    select
        indicator_code, peer_group, value,
        sum(same) over (partition by indicator_code, peer_group) as peers,
        100e0 * (
            sum(same) over (
                partition by indicator_code, peer_group order by value
                rows between unbounded preceding and current row
            ) - 0.5 * same
        ) / sum(same) over (partition by indicator_code, peer_group) as peer_percentile
    from valued

),

groups as (

    select
        indicator_code, peer_group, count(*) as peers,
        {{ quantile('value', 0.5) }} as peer_median
    from {{ ref('int_indicator_union') }}
    where value is not null and peer_group is not null
    group by indicator_code, peer_group

),

settings as (

    select value as minimum_fence_peers from {{ ref('indicator_thresholds') }}
    where indicator_code = '*' and parameter = 'minimum_fence_peers'

),

results as (

    select * from {{ ref('int_indicator_judged') }}
    where subject_type not in {{ counted_subjects() }} or status in ('signal', 'insufficient_data')

)

select
    results.*,
    subjects.subject_name,
    coalesce(groups.peers, 0) as peers,
    case when groups.peers >= results.minimum_peers then groups.peer_median end as peer_median,
    case when groups.peers >= settings.minimum_fence_peers then placed.peer_percentile end as peer_percentile
from results
cross join settings
left join {{ ref('int_subject') }} as subjects
    on
        results.subject_type = subjects.subject_type and results.subject_id = subjects.subject_id
        and results.country = subjects.country and results.period = subjects.period
left join groups
    on results.indicator_code = groups.indicator_code and results.peer_group = groups.peer_group
left join placed
    on
        results.indicator_code = placed.indicator_code
        and results.peer_group = placed.peer_group and results.value = placed.value
