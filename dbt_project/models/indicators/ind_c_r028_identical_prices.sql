-- C-R028: pairs of submitted bids with one price, made by different tenderers.
with grid as (

    {{ indicator_grid('C-R028') }}

),

compared as (

    select
        country, process_id, count(*) as bids,
        sum(case when amount is not null and tenderers > 0 then 1 else 0 end) as comparable
    from {{ ref('int_bid') }}
    group by country, process_id

),

identical as (

    select country, process_id, count(*) as pairs from {{ ref('int_identical_bid') }}
    group by country, process_id

),

measured as (

    select
        grid.*, process.skip_status, process.skip_reason, process.prices_not_compared,
        coalesce(compared.comparable, 0) as n,
        coalesce(identical.pairs, 0) as value, identical.pairs as numerator,
        compared.comparable as denominator
    from grid
    inner join {{ ref('int_process') }} as process
        on grid.country = process.country and grid.subject_id = process.process_id
    left join compared
        on grid.country = compared.country and grid.subject_id = compared.process_id
    left join identical
        on grid.country = identical.country and grid.subject_id = identical.process_id

),

{{ judged_by_cut([
        ['skip_reason is not null', '@skip_status', '@skip_reason'],
        ['prices_not_compared', 'not_applicable', 'prices_are_not_compared'],
        ['n = 0', 'not_computable', 'bid_prices_not_published'],
        ['n = 1', 'not_applicable', 'one_comparable_bid'],
    ]) }}
