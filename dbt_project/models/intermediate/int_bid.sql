-- Bids that were submitted (not only invited, not withdrawn), with who made them and whether their
-- price can be compared: in the currency that most bids of the country use.
with made as (

    select country, process_id, bid_id, count(*) as tenderers, max(tenderer_id) as tenderer_id
    from {{ ref('stg_bid_tenderer') }}
    group by country, process_id, bid_id

),

currencies as (

    select
        country, currency,
        row_number() over (partition by country order by count(*) desc, currency) as place
    from {{ ref('stg_bid') }}
    where currency is not null and amount is not null
    group by country, currency

)

select
    bid.country, bid.process_id, bid.bid_id, bid.amount, bid.currency, bid.submitted_at, bid.status,
    bid.source_id, bid.vintage_id, bid.source_row,
    coalesce(made.tenderers, 0) as tenderers,
    case when made.tenderers = 1 then made.tenderer_id end as tenderer_id,
    case when bid.currency = currencies.currency then bid.amount end as price
from {{ ref('stg_bid') }} as bid
left join made
    on
        bid.country = made.country and bid.process_id = made.process_id
        and bid.bid_id = made.bid_id
left join currencies on bid.country = currencies.country and currencies.place = 1
where bid.status in ('pending', 'valid', 'disqualified')
