-- C-R038: disqualified bids over submitted ones; high against all of the same kind: buyers,
-- procuring entities, companies. The least number counts bids.
with grid as (

    {{ indicator_grid('C-R038') }}

),

measured as (

    select
        grid.*, bidding.disqualified as numerator, bidding.submitted as denominator,
        coalesce(bidding.submitted, 0) as n,
        {{ ratio('bidding.disqualified', 'bidding.submitted') }} as value
    from grid
    left join {{ ref('int_bidding') }} as bidding
        on
            grid.subject_type = bidding.subject_type and grid.country = bidding.country
            and grid.subject_id = bidding.subject_id and grid.period = bidding.period

),

{{ judged_by_fence('high', [
        ['n = 0', 'not_computable', 'status_of_bids_not_published'],
        ['n < minimum_n', 'insufficient_data', 'few_bids'],
    ]) }}
