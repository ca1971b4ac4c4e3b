-- FX-06: PEFA PI-1. Years of the last three in which spending lay between 85 and 115 % of the original
-- budget; fewer than two is a D. Bands stand in the seed pefa_bands.
with grid as (

    {{ indicator_grid('FX-06') }}

),

bands as (

    select score, low_ratio, high_ratio from {{ ref('pefa_bands') }}
    where indicator_code = 'FX-06'

),

yearly as (

    select
        country, concat_ws(':', entity_code, stream_code) as subject_id, fiscal_year,
        {{ ratio('accrued', 'initial_budget') }} as outturn
    from {{ ref('int_spending_year') }}
    where not is_running and initial_budget > 0 and accrued is not null

),

scored as (

    select
        grid.country, grid.subject_id, grid.period, count(distinct yearly.fiscal_year) as years,
        max(case when cast(yearly.fiscal_year as string) = grid.period then yearly.outturn end) as outturn,
        sum(
            case
                when
                    bands.score = 'A' and yearly.outturn between bands.low_ratio and bands.high_ratio
                    then 1
                else 0
            end
        )
            as years_a,
        sum(
            case
                when
                    bands.score = 'B' and yearly.outturn between bands.low_ratio and bands.high_ratio
                    then 1
                else 0
            end
        )
            as years_b,
        sum(
            case
                when
                    bands.score = 'C' and yearly.outturn between bands.low_ratio and bands.high_ratio
                    then 1
                else 0
            end
        )
            as years_c
    from grid
    inner join yearly
        on
            grid.country = yearly.country and grid.subject_id = yearly.subject_id
            and yearly.fiscal_year between grid.period_year - 2 and grid.period_year
    cross join bands
    group by grid.country, grid.subject_id, grid.period

),

measured as (

    select
        grid.*, scored.years_c as value, scored.outturn as numerator,
        cast(null as double) as denominator, coalesce(scored.years, 0) as n, scored.years_a,
        scored.years_b
    from grid
    left join scored
        on
            grid.country = scored.country and grid.subject_id = scored.subject_id
            and grid.period = scored.period

),

{{ judged_by_cut([
        ['n = 0', 'not_computable', 'no_completed_year_with_original_budget'],
        ['n < minimum_n', 'insufficient_data', 'fewer_than_three_years'],
    ], 'value < threshold', note="case when years_a >= 2 then 'pefa_a' when years_b >= 2 then 'pefa_b' when value >= 2 then 'pefa_c' else 'pefa_d' end") }}
