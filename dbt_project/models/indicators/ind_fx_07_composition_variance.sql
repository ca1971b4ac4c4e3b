-- FX-07: PEFA PI-2.1. Years of the last three in which spending by function departed from the adjusted
-- original budget by less than 15 %; fewer than two is a D.
with grid as (

    {{ indicator_grid('FX-07') }}

),

heads as (

    select
        rows_of.country, concat_ws(':', rows_of.entity_code, rows_of.stream_code) as subject_id,
        rows_of.fiscal_year, rows_of.function_code,
        cast(rows_of.initial_budget as double) as budget,
        cast(rows_of.accrued as double) as spent
    from {{ ref('int_spending_function') }} as rows_of
    inner join {{ ref('int_spending_year') }} as chosen
        on
            rows_of.country = chosen.country and rows_of.entity_code = chosen.entity_code
            and rows_of.fiscal_year = chosen.fiscal_year and rows_of.stream_code = chosen.stream_code
            and rows_of.source_id = chosen.source_id and not chosen.is_running

),

totals as (

    select country, subject_id, fiscal_year, sum(budget) as budget, sum(spent) as spent
    from heads
    group by country, subject_id, fiscal_year
    having count(*) > 1 and sum(budget) > 0 and sum(spent) > 0

),

yearly as (

    select
        heads.country, heads.subject_id, heads.fiscal_year,
        sum(abs(coalesce(heads.spent, 0) - coalesce(heads.budget, 0) * totals.spent / totals.budget))
        / max(totals.spent) as variance
    from heads
    inner join totals
        on
            heads.country = totals.country and heads.subject_id = totals.subject_id
            and heads.fiscal_year = totals.fiscal_year
    group by heads.country, heads.subject_id, heads.fiscal_year

),

band as (

    select max(high_ratio) as limit_c from {{ ref('pefa_bands') }}
    where indicator_code = 'FX-07' and score = 'C'

),

scored as (

    select
        grid.country, grid.subject_id, grid.period, count(*) as years,
        sum(case when yearly.variance < band.limit_c then 1 else 0 end) as years_c,
        max(case when cast(yearly.fiscal_year as string) = grid.period then yearly.variance end) as variance
    from grid
    inner join yearly
        on
            grid.country = yearly.country and grid.subject_id = yearly.subject_id
            and yearly.fiscal_year between grid.period_year - 2 and grid.period_year
    cross join band
    group by grid.country, grid.subject_id, grid.period

),

measured as (

    select
        grid.*, scored.years_c as value, scored.variance as numerator,
        cast(null as double) as denominator, coalesce(scored.years, 0) as n
    from grid
    left join scored
        on
            grid.country = scored.country and grid.subject_id = scored.subject_id
            and grid.period = scored.period

),

{{ judged_by_cut([
        ['n = 0', 'not_computable', 'original_budget_by_function_not_published'],
        ['n < minimum_n', 'insufficient_data', 'fewer_than_three_years'],
    ], 'value < threshold') }}
