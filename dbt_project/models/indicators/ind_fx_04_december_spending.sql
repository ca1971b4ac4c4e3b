-- FX-04: share of a year's accrued investment that falls in December, per entity and stream; high
-- against its peers. One month of twelve is 0.083.
with grid as (

    {{ indicator_grid('FX-04') }}

),

monthly as (

    select
        rows_of.country, concat_ws(':', rows_of.entity_code, rows_of.stream_code) as subject_id,
        cast(rows_of.fiscal_year as string) as period,
        sum(case when rows_of.month = 12 then rows_of.accrued end) as december,
        sum(rows_of.accrued) as accrued, count(distinct rows_of.month) as months
    from {{ ref('int_spending_month') }} as rows_of
    inner join {{ ref('int_spending_year') }} as chosen
        on
            rows_of.country = chosen.country and rows_of.entity_code = chosen.entity_code
            and rows_of.fiscal_year = chosen.fiscal_year and rows_of.stream_code = chosen.stream_code
            and rows_of.source_id = chosen.source_id
    where rows_of.month > 0 and rows_of.is_investment
    group by rows_of.country, rows_of.entity_code, rows_of.stream_code, rows_of.fiscal_year

),

measured as (

    select
        grid.*, monthly.december as numerator, monthly.accrued as denominator,
        coalesce(monthly.months, 0) as n, spending.is_running,
        case when monthly.accrued > 0 then {{ ratio('coalesce(monthly.december, 0)', 'monthly.accrued') }} end
            as value
    from grid
    left join {{ ref('int_spending_year') }} as spending
        on
            grid.country = spending.country
            and grid.subject_id = concat_ws(':', spending.entity_code, spending.stream_code)
            and grid.period = cast(spending.fiscal_year as string)
    left join monthly
        on
            grid.country = monthly.country and grid.subject_id = monthly.subject_id
            and grid.period = monthly.period

),

{{ judged_by_fence('high', [
        ['n = 0', 'not_computable', 'investment_by_month_not_published'],
        ['is_running', 'insufficient_data', 'year_in_progress'],
        ['value is null', 'not_computable', 'no_investment_accrued'],
    ]) }}
