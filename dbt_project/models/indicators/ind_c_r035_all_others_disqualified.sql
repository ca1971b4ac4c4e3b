-- C-R035: tenderers disqualified where the only one left won. All awards must be final and the set of
-- winners must be exactly the one valid tenderer.
with grid as (

    {{ indicator_grid('C-R035') }}

),

tendered as (

    select
        bid.country, bid.process_id,
        count(distinct case when bid.status = 'valid' then made.tenderer_id end) as valid_tenderers,
        max(case when bid.status = 'valid' then made.tenderer_id end) as valid_id,
        count(*) as bids
    from {{ ref('int_bid') }} as bid
    inner join {{ ref('stg_bid_tenderer') }} as made
        on
            bid.country = made.country and bid.process_id = made.process_id
            and bid.bid_id = made.bid_id
    group by bid.country, bid.process_id

),

refused as (

    select bid.country, bid.process_id, count(distinct made.tenderer_id) as disqualified
    from {{ ref('int_bid') }} as bid
    inner join {{ ref('stg_bid_tenderer') }} as made
        on
            bid.country = made.country and bid.process_id = made.process_id
            and bid.bid_id = made.bid_id
    inner join tendered on bid.country = tendered.country and bid.process_id = tendered.process_id
    where bid.status = 'disqualified' and made.tenderer_id is distinct from tendered.valid_id
    group by bid.country, bid.process_id

),

measured as (

    select
        grid.*, process.skip_status, process.skip_reason, process.awards_with_status,
        process.all_final, process.winner_id, tendered.valid_tenderers, tendered.valid_id,
        coalesce(tendered.bids, 0) as n,
        coalesce(refused.disqualified, 0) as value,
        refused.disqualified as numerator, tendered.bids as denominator
    from grid
    inner join {{ ref('int_process') }} as process
        on grid.country = process.country and grid.subject_id = process.process_id
    left join tendered on grid.country = tendered.country and grid.subject_id = tendered.process_id
    left join refused on grid.country = refused.country and grid.subject_id = refused.process_id

),

{{ judged_by_cut([
        ['skip_reason is not null', '@skip_status', '@skip_reason'],
        ['n = 0', 'not_computable', 'status_of_bids_not_published'],
        ['awards_with_status = 0', 'not_computable', 'award_status_not_published'],
        ['not all_final', 'insufficient_data', 'award_not_final'],
        ['valid_tenderers <> 1', 'not_applicable', 'not_one_valid_tenderer'],
        ['winner_id is null or winner_id <> valid_id', 'not_applicable', 'the_valid_tenderer_did_not_win_alone'],
    ]) }}
