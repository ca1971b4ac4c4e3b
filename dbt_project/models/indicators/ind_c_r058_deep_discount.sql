-- C-R058: winner far below the lowest losing price, against all gaps of the country. Off where the
-- fence is not above zero.
with grid as (

    {{ indicator_grid('C-R058') }}

),

measured as (

    select
        grid.*, gaps.loser_price as numerator, gaps.winner_price as denominator, gaps.gap as value,
        gaps.gap_status, gaps.gap_reason, 1 as n
    from grid
    inner join {{ ref('int_price_gap') }} as gaps
        on grid.country = gaps.country and grid.subject_id = gaps.process_id

),

{{ judged_by_fence('high', [
        ['gap_reason is not null', '@gap_status', '@gap_reason'],
    ], also='threshold > 0') }}
