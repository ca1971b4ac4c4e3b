-- Every result with what its peers show: how many, their median, where this one stands.
with results as (

    select * from {{ ref('int_indicator_judged') }}

),

groups as (

    select
        indicator_code, peer_group, count(*) as peers,
        {{ quantile('value', 0.5) }} as peer_median
    from results
    where value is not null
    group by indicator_code, peer_group

),

placed as (

    select
        indicator_code, subject_type, subject_id, country, period,
        100.0 * (
            rank() over (partition by indicator_code, peer_group order by value) - 1
            + 0.5 * count(*) over (partition by indicator_code, peer_group, value)
        ) / count(*) over (partition by indicator_code, peer_group) as peer_percentile
    from results
    where value is not null

)

select
    results.*,
    coalesce(groups.peers, 0) as peers,
    case when groups.peers >= results.minimum_peers then groups.peer_median end as peer_median,
    case when groups.peers >= results.minimum_peers then placed.peer_percentile end as peer_percentile
from results
left join groups
    on results.indicator_code = groups.indicator_code and results.peer_group = groups.peer_group
left join placed
    on
        results.indicator_code = placed.indicator_code
        and results.subject_type = placed.subject_type and results.subject_id = placed.subject_id
        and results.country = placed.country and results.period = placed.period
