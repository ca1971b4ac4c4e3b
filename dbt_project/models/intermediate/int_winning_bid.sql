-- Valid bids made by a supplier of an active award.
select distinct
    bid.country, bid.process_id, bid.bid_id, bid.submitted_at, bid.price, made.tenderer_id
from {{ ref('int_bid') }} as bid
inner join {{ ref('stg_bid_tenderer') }} as made
    on
        bid.country = made.country and bid.process_id = made.process_id
        and bid.bid_id = made.bid_id
inner join {{ ref('stg_award') }} as award
    on bid.country = award.country and bid.process_id = award.process_id and award.status = 'active'
inner join {{ ref('stg_award_supplier') }} as supplier
    on
        award.country = supplier.country and award.process_id = supplier.process_id
        and award.award_id = supplier.award_id and made.tenderer_id = supplier.supplier_id
where bid.status = 'valid'
