-- Tenderers of two submitted bids of one process with one price and currency, made by different sets
-- of tenderers. A bid without tenderers is not compared.
with priced as (

    select country, process_id, bid_id, amount, currency, tenderers from {{ ref('int_bid') }}
    where amount is not null and tenderers > 0

),

pairs as (

    select
        a.country, a.process_id, a.bid_id as bid_a, b.bid_id as bid_b,
        a.tenderers as tenderers_a, b.tenderers as tenderers_b
    from priced as a
    inner join priced as b
        on
            a.country = b.country and a.process_id = b.process_id and a.bid_id < b.bid_id
            and a.amount = b.amount and a.currency is not distinct from b.currency

),

shared as (

    select pairs.country, pairs.process_id, pairs.bid_a, pairs.bid_b, count(*) as in_both
    from pairs
    inner join {{ ref('stg_bid_tenderer') }} as a
        on pairs.country = a.country and pairs.process_id = a.process_id and pairs.bid_a = a.bid_id
    inner join {{ ref('stg_bid_tenderer') }} as b
        on
            pairs.country = b.country and pairs.process_id = b.process_id
            and pairs.bid_b = b.bid_id and a.tenderer_id = b.tenderer_id
    group by pairs.country, pairs.process_id, pairs.bid_a, pairs.bid_b

)

select pairs.country, pairs.process_id, pairs.bid_a, pairs.bid_b
from pairs
left join shared
    on
        pairs.country = shared.country and pairs.process_id = shared.process_id
        and pairs.bid_a = shared.bid_a and pairs.bid_b = shared.bid_b
where coalesce(shared.in_both, 0) < greatest(pairs.tenderers_a, pairs.tenderers_b)
