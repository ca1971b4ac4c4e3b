-- C-R025: processes won over processes in which a company had a valid bid; low against all, and only
-- for those that take part as often as the upper quarter does. With all ratios equal nobody stands out.
with grid as (

    {{ indicator_grid('C-R025') }}

),

counted as (

    select
        grid.*, bidding.wins as numerator, bidding.processes as denominator,
        coalesce(bidding.processes, 0) as n,
        {{ ratio('bidding.wins', 'bidding.processes') }} as value,
        cast(nullif(bidding.processes, 0) as double) as taken_part
    from grid
    left join {{ ref('int_bidding') }} as bidding
        on
            grid.country = bidding.country and grid.subject_id = bidding.subject_id
            and bidding.subject_type = 'supplier'

),

often as (

    {{ peer_quartiles('counted', value='taken_part') }}

),

measured as (

    select counted.*, often.q3 as often_enough
    from counted
    left join often on counted.peer_group = often.quartile_group

),

{{ judged_by_fence('low', [
        ['n = 0', 'not_computable', 'no_valid_bid_with_a_final_award'],
        ['n < often_enough', 'insufficient_data', 'takes_part_too_seldom'],
    ], also='threshold > 0') }}
