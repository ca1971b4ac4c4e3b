-- PR-26: pairs of submitted bids whose difference is a whole number of percent of the lower one.
with grid as (

    {{ indicator_grid('PR-26') }}

),

priced as (

    select country, process_id, count(*) as bids from {{ ref('int_bid') }}
    where price > 0
    group by country, process_id

),

paired as (

    select a.country, a.process_id, count(*) as pairs
    from {{ ref('int_bid') }} as a
    inner join {{ ref('int_bid') }} as b
        on a.country = b.country and a.process_id = b.process_id and a.price < b.price
    where a.price > 0 and mod((b.price - a.price) * 100, a.price) = 0
    group by a.country, a.process_id

),

measured as (

    select
        grid.*, process.skip_status, process.skip_reason, process.prices_not_compared,
        coalesce(priced.bids, 0) as n, coalesce(paired.pairs, 0) as value,
        paired.pairs as numerator, priced.bids as denominator
    from grid
    inner join {{ ref('int_process') }} as process
        on grid.country = process.country and grid.subject_id = process.process_id
    left join priced on grid.country = priced.country and grid.subject_id = priced.process_id
    left join paired on grid.country = paired.country and grid.subject_id = paired.process_id

),

{{ judged_by_cut([
        ['skip_reason is not null', '@skip_status', '@skip_reason'],
        ['prices_not_compared', 'not_applicable', 'prices_are_not_compared'],
        ['n = 0', 'not_computable', 'bid_prices_not_published'],
        ['n = 1', 'not_applicable', 'one_comparable_bid'],
    ]) }}
