-- FX-11: extractive money and transfers over all income that a government collected in a year; high
-- against its peers. Without its own income in the same source the share is unknown.
with grid as (

    {{ indicator_grid('FX-11') }}

),

income as (

    select
        revenue.country, revenue.beneficiary_code as subject_id, revenue.fiscal_period as period,
        sum(coalesce(revenue.collected, revenue.transferred)) as total,
        sum(case
            when
                streams.kind in ('canon', 'royalty', 'sgr_fund')
                or streams.stream_code in ('07', '13', '15', '00')
                then coalesce(revenue.collected, revenue.transferred)
        end) as received,
        sum(case when streams.stream_code in ('08', '09') then 1 else 0 end) as own_streams,
        count(*) as streams
    from {{ ref('int_revenue_phase') }} as revenue
    inner join {{ ref('streams') }} as streams on revenue.stream_code = streams.stream_code
    where revenue.preference = 1 and coalesce(revenue.collected, revenue.transferred) is not null
    group by revenue.country, revenue.beneficiary_code, revenue.fiscal_period

),

measured as (

    select
        grid.*, income.received as numerator, income.total as denominator,
        coalesce(income.streams, 0) as n, income.own_streams,
        case
            when
                income.own_streams > 0 and income.total > 0
                then {{ ratio('income.received', 'income.total') }}
        end
            as value
    from grid
    left join income
        on
            grid.country = income.country and grid.subject_id = income.subject_id
            and grid.period = income.period

),

{{ judged_by_fence('high', [
        ['n = 0', 'not_computable', 'collected_income_not_published'],
        ['value is null', 'not_computable', 'own_income_not_published'],
    ]) }}
