-- C-R036: how far the lowest disqualified price lies below every other submitted one. At the same
-- price nobody was passed over, whatever the order of the bids in the file.
with grid as (

    {{ indicator_grid('C-R036') }}

),

priced as (

    select
        country, process_id, count(*) as n,
        count(distinct currency) as currencies,
        min(case when status = 'disqualified' then amount end) as lowest_disqualified,
        min(case when status <> 'disqualified' then amount end) as lowest_other,
        sum(case when status = 'valid' then 1 else 0 end) as valid_bids
    from {{ ref('int_bid') }}
    where amount is not null
    group by country, process_id

),

measured as (

    select
        grid.*, process.skip_status, process.skip_reason, process.prices_not_compared,
        process.awards_with_status, process.all_final, process.active_awards, priced.currencies,
        priced.valid_bids, coalesce(priced.n, 0) as n,
        priced.lowest_disqualified as numerator,
        priced.lowest_other as denominator,
        {{ ratio('(priced.lowest_other - priced.lowest_disqualified)', 'priced.lowest_other') }} as value
    from grid
    inner join {{ ref('int_process') }} as process
        on grid.country = process.country and grid.subject_id = process.process_id
    left join priced on grid.country = priced.country and grid.subject_id = priced.process_id

),

{{ judged_by_cut([
        ['skip_reason is not null', '@skip_status', '@skip_reason'],
        ['prices_not_compared', 'not_applicable', 'prices_are_not_compared'],
        ['n = 0', 'not_computable', 'bid_prices_not_published'],
        ['awards_with_status = 0', 'not_computable', 'award_status_not_published'],
        ['not all_final', 'insufficient_data', 'award_not_final'],
        ['active_awards = 0', 'not_applicable', 'no_active_award'],
        ['valid_bids = 0', 'not_computable', 'price_of_valid_bids_not_published'],
        ['currencies > 1', 'not_applicable', 'several_currencies'],
        ['numerator is null', 'not_applicable', 'no_priced_bid_disqualified'],
    ], 'value > threshold') }}
