-- What buyers, procuring entities and tenderers did with bids: submitted and disqualified ones, and,
-- for tenderers, processes with a valid bid and those won. Buyers by year, tenderers over all years.
with judged as (

    select * from {{ ref('int_process') }}
    where skip_reason is null

),

by_process as (

    select
        bid.country, bid.process_id, count(*) as submitted,
        sum(case when bid.status = 'disqualified' then 1 else 0 end) as disqualified
    from {{ ref('int_bid') }} as bid
    group by bid.country, bid.process_id

),

by_tenderer as (

    select
        made.country, made.tenderer_id, count(*) as submitted,
        sum(case when bid.status = 'disqualified' then 1 else 0 end) as disqualified,
        count(distinct case
            when bid.status = 'valid' and judged.all_final and judged.active_awards > 0
                then bid.process_id
        end) as processes
    from {{ ref('int_bid') }} as bid
    inner join judged on bid.country = judged.country and bid.process_id = judged.process_id
    inner join {{ ref('stg_bid_tenderer') }} as made
        on
            bid.country = made.country and bid.process_id = made.process_id
            and bid.bid_id = made.bid_id
    group by made.country, made.tenderer_id

),

won as (

    select
        winning.country, winning.tenderer_id, count(distinct winning.process_id) as wins
    from {{ ref('int_winning_bid') }} as winning
    inner join judged on winning.country = judged.country and winning.process_id = judged.process_id
    where judged.all_final
    group by winning.country, winning.tenderer_id

)

select
    'buyer' as subject_type, judged.country, judged.buyer_code as subject_id, judged.period,
    sum(by_process.submitted) as submitted, sum(by_process.disqualified) as disqualified,
    cast(null as bigint) as processes, cast(null as bigint) as wins
from judged
inner join by_process on judged.country = by_process.country and judged.process_id = by_process.process_id
where judged.buyer_code is not null
group by judged.country, judged.buyer_code, judged.period
union all
select
    'procuring_entity' as subject_type, judged.country, judged.procuring_entity_code as subject_id,
    judged.period, sum(by_process.submitted) as submitted,
    sum(by_process.disqualified) as disqualified,
    cast(null as bigint) as processes, cast(null as bigint) as wins
from judged
inner join by_process on judged.country = by_process.country and judged.process_id = by_process.process_id
where judged.procuring_entity_code is not null
group by judged.country, judged.procuring_entity_code, judged.period
union all
select
    'supplier' as subject_type, by_tenderer.country, by_tenderer.tenderer_id as subject_id,
    'all' as period, by_tenderer.submitted, by_tenderer.disqualified, by_tenderer.processes,
    coalesce(won.wins, 0) as wins
from by_tenderer
left join won on by_tenderer.country = won.country and by_tenderer.tenderer_id = won.tenderer_id
