-- FX-09: share of extractive money that is spent on investment, per entity and year; low against its
-- peers. A source that holds only projects says nothing about it.
with grid as (

    {{ indicator_grid('FX-09') }}

),

split as (

    select
        rows_of.country, concat_ws(':', rows_of.entity_code, rows_of.stream_code) as subject_id,
        cast(rows_of.fiscal_year as string) as period,
        sum(case when rows_of.is_investment then rows_of.accrued else 0 end) as invested,
        sum(case when rows_of.is_investment is not null then rows_of.accrued end) as accrued
    from {{ ref('int_spending_month') }} as rows_of
    inner join {{ ref('int_spending_year') }} as chosen
        on
            rows_of.country = chosen.country and rows_of.entity_code = chosen.entity_code
            and rows_of.fiscal_year = chosen.fiscal_year and rows_of.stream_code = chosen.stream_code
            and rows_of.source_id = chosen.source_id
    group by rows_of.country, rows_of.entity_code, rows_of.stream_code, rows_of.fiscal_year

),

measured as (

    select
        grid.*, split.invested as numerator, split.accrued as denominator, spending.source_rows as n,
        spending.is_running, spending.investment_only, streams.is_extractive,
        case
            when streams.is_extractive and not spending.investment_only and split.accrued > 0
                then {{ ratio('split.invested', 'split.accrued') }}
        end as value
    from grid
    left join {{ ref('int_spending_year') }} as spending
        on
            grid.country = spending.country
            and grid.subject_id = concat_ws(':', spending.entity_code, spending.stream_code)
            and grid.period = cast(spending.fiscal_year as string)
    left join {{ ref('streams') }} as streams on grid.scope = streams.stream_code
    left join split
        on
            grid.country = split.country and grid.subject_id = split.subject_id
            and grid.period = split.period

),

{{ judged_by_fence('low', [
        ['not coalesce(is_extractive, false)', 'not_applicable', 'not_extractive_money'],
        ['investment_only', 'not_computable', 'source_holds_projects_only'],
        ['denominator is null', 'not_computable', 'economic_class_not_published'],
        ['value is null', 'not_computable', 'nothing_accrued'],
        ['is_running', 'insufficient_data', 'year_in_progress'],
    ]) }}
