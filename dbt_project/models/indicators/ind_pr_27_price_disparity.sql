-- PR-27: highest over lowest submitted price, minus one.
with grid as (

    {{ indicator_grid('PR-27') }}

),

priced as (

    select country, process_id, count(*) as bids, min(price) as lowest, max(price) as highest
    from {{ ref('int_bid') }}
    where price > 0
    group by country, process_id

),

measured as (

    select
        grid.*, process.skip_status, process.skip_reason, process.prices_not_compared,
        coalesce(priced.bids, 0) as n, priced.highest as numerator, priced.lowest as denominator,
        {{ ratio('(priced.highest - priced.lowest)', 'priced.lowest') }} as value
    from grid
    inner join {{ ref('int_process') }} as process
        on grid.country = process.country and grid.subject_id = process.process_id
    left join priced on grid.country = priced.country and grid.subject_id = priced.process_id

),

{{ judged_by_cut([
        ['skip_reason is not null', '@skip_status', '@skip_reason'],
        ['prices_not_compared', 'not_applicable', 'prices_are_not_compared'],
        ['n = 0', 'not_computable', 'bid_prices_not_published'],
        ['n = 1', 'not_applicable', 'one_comparable_bid'],
    ]) }}
