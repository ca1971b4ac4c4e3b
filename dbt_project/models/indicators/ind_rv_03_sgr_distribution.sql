-- RV-03: does the plan of a biennium share current income as the law says? The difference in pesos
-- between what the plan gives to a share and the law's percentage of the biennium's legal total.
with grid as (

    {{ indicator_grid('RV-03') }}

),

planned as (

    select
        allocation.country, allocation.fiscal_period, streams.share_group,
        {{ money('sum(allocation.amount)') }} as amount, count(*) as n
    from {{ ref('int_cash_plan') }} as allocation
    inner join {{ ref('streams') }} as streams on allocation.stream_code = streams.stream_code
    group by allocation.country, allocation.fiscal_period, streams.share_group

),

measured as (

    select
        grid.*,
        planned.amount as numerator,
        totals.amount * shares.share_pct * 0.01 as denominator,
        coalesce(planned.n, 0) as n,
        -- exact arithmetic: a double loses pesos at this size
        cast(abs(planned.amount - totals.amount * shares.share_pct * 0.01) as double) as value,
        shares.share_pct
    from grid
    left join planned
        on
            grid.country = planned.country and grid.period = planned.fiscal_period
            and grid.subject_id = planned.share_group
    left join {{ ref('legal_totals') }} as totals
        on grid.country = totals.country and grid.period = totals.fiscal_period
    left join {{ ref('sgr_legal_shares') }} as shares
        on
            grid.country = shares.country and grid.subject_id = shares.share_group
            and year(shares.valid_from) <= grid.period_year
            and (shares.valid_to is null or year(shares.valid_to) >= grid.period_year)

),

judged as (

    select
        measured.*, legal_threshold as threshold,
        case
            when share_pct is null then 'not_applicable'
            when denominator is null or numerator is null then 'not_computable'
            when legal_threshold is null then 'not_computable'
            when value > legal_threshold then 'signal'
            else 'clear'
        end as status,
        case
            when share_pct is null then 'no_legal_share_in_force'
            when denominator is null then 'no_legal_total_of_the_biennium'
            when numerator is null then 'share_not_in_the_plan'
            when legal_threshold is null then 'no_tolerance_in_force'
        end as reason
    from measured

)

select {{ indicator_columns() }} from judged
