-- How far the lowest losing price lies above the winner's, over the winner's: only where one supplier
-- won one award with the lowest valid price, each valid bid has one tenderer and no award is open.
with winning as (

    select process.country, process.process_id, min(bid.price) as winner_price
    from {{ ref('int_process') }} as process
    inner join {{ ref('int_bid') }} as bid
        on
            process.country = bid.country and process.process_id = bid.process_id
            and process.winner_id = bid.tenderer_id and bid.status = 'valid'
    group by process.country, process.process_id

),

losing as (

    select
        bid.country, bid.process_id, bid.price as loser_price, bid.tenderer_id as loser_id,
        row_number() over (
            partition by bid.country, bid.process_id
            order by bid.price, bid.tenderer_id
        ) as place
    from {{ ref('int_bid') }} as bid
    inner join {{ ref('int_process') }} as process
        on bid.country = process.country and bid.process_id = process.process_id
    where
        bid.status = 'valid' and bid.price is not null
        and bid.tenderer_id is not null and bid.tenderer_id <> process.winner_id

),

counted as (

    select
        country, process_id,
        sum(case when status = 'valid' and price is not null then 1 else 0 end) as priced,
        max(case when status = 'valid' then tenderers end) as most_tenderers
    from {{ ref('int_bid') }}
    group by country, process_id

),

gathered as (

    select
        process.*, counted.priced, counted.most_tenderers, winning.winner_price,
        losing.loser_price, losing.loser_id
    from {{ ref('int_process') }} as process
    left join counted
        on process.country = counted.country and process.process_id = counted.process_id
    left join winning
        on process.country = winning.country and process.process_id = winning.process_id
    left join losing
        on
            process.country = losing.country and process.process_id = losing.process_id
            and losing.place = 1

),

explained as (

    select
        gathered.*,
        case
            when skip_reason is not null then skip_reason
            when prices_not_compared then 'prices_are_not_compared'
            when coalesce(priced, 0) = 0 then 'bid_prices_not_published'
            when awards_with_status = 0 then 'award_status_not_published'
            when not all_final then 'award_not_final'
            when active_awards <> 1 or winners <> 1 then 'not_one_winner'
            when most_tenderers > 1 then 'joint_bids'
            when winner_price is null then 'winner_without_valid_price'
            when loser_price is null then 'no_losing_bid'
            when winner_price <= 0 then 'winning_price_is_zero'
            when loser_price < winner_price then 'winner_not_the_lowest'
        end as gap_reason
    from gathered

)

select
    country, process_id, winner_id, loser_id, winner_price, loser_price, gap_reason,
    case
        when gap_reason in ('bid_prices_not_published', 'award_status_not_published', 'winning_price_is_zero')
            then 'not_computable'
        when gap_reason = 'award_not_final' then 'insufficient_data'
        when gap_reason is not null then 'not_applicable'
    end as gap_status,
    case
        when gap_reason is null then {{ ratio('(loser_price - winner_price)', 'winner_price') }}
    end as gap
from explained
