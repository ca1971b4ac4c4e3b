-- C-R024: lowest losing price close to the winner's, against all gaps of the country. Off where
-- Q1 or the fence is not above zero: too many ties say nothing.
with grid as (

    {{ indicator_grid('C-R024') }}

),

measured as (

    select
        grid.*, gaps.loser_price as numerator, gaps.winner_price as denominator, gaps.gap as value,
        gaps.gap_status, gaps.gap_reason, 1 as n
    from grid
    inner join {{ ref('int_price_gap') }} as gaps
        on grid.country = gaps.country and grid.subject_id = gaps.process_id

),

{{ judged_by_fence('low', [
        ['gap_reason is not null', '@gap_status', '@gap_reason'],
    ], also='q1 > 0 and threshold > 0') }}
