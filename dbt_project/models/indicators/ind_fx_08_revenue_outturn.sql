-- FX-08: PEFA PI-3.1. Years of the last three in which revenue lay between 92 and 116 % of the budget.
with grid as (

    {{ indicator_grid('FX-08') }}

),

phases as (

    select revenue.*, concat_ws(':', beneficiary_code, stream_code) as subject_id
    from {{ ref('int_revenue_phase') }} as revenue
    where preference = 1

),

yearly as (

    select
        country, subject_id, cast(fiscal_period as integer) as fiscal_year,
        {{ ratio('coalesce(collected, transferred)', 'budgeted') }} as outturn
    from phases
    where
        length(fiscal_period) = 4 and budgeted > 0
        and coalesce(collected, transferred) is not null
        and not coalesce(data_as_of < make_date(cast(fiscal_period as integer), 12, 31), false)

),

scored as (

    select
        grid.country, grid.subject_id, grid.period, count(*) as years,
        sum(case when yearly.outturn between bands.low_ratio and bands.high_ratio then 1 else 0 end)
            as years_c,
        max(case when cast(yearly.fiscal_year as string) = grid.period then yearly.outturn end) as outturn
    from grid
    inner join yearly
        on
            grid.country = yearly.country and grid.subject_id = yearly.subject_id
            and yearly.fiscal_year between grid.period_year - 2 and grid.period_year
    inner join {{ ref('pefa_bands') }} as bands on bands.indicator_code = 'FX-08' and bands.score = 'C'
    group by grid.country, grid.subject_id, grid.period

),

measured as (

    select
        grid.*, scored.years_c as value, scored.outturn as numerator,
        cast(null as double) as denominator, coalesce(scored.years, 0) as n
    from grid
    left join scored
        on
            grid.country = scored.country and grid.subject_id = scored.subject_id
            and grid.period = scored.period

),

{{ judged_by_cut([
        ['n = 0', 'not_computable', 'budgeted_and_collected_revenue_by_year_not_published'],
        ['n < minimum_n', 'insufficient_data', 'fewer_than_three_years'],
    ], 'value < threshold') }}
