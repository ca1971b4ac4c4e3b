-- FX-12: coefficient of variation of what a government received year by year, in one stream.
-- Nominal: no price index is loaded. A year without a row is a year without data, never a zero.
with grid as (

    {{ indicator_grid('FX-12') }}

),

yearly as (

    select
        country, beneficiary_code, stream_code,
        count(*) as n,
        stddev_samp(cast(amount as double)) as deviation,
        avg(cast(amount as double)) as mean
    from {{ ref('int_money_received') }}
    where length(fiscal_period) = 4 and phase in ('transferred', 'collected')
    group by country, beneficiary_code, stream_code

),

measured as (

    select
        grid.*,
        yearly.deviation as numerator,
        yearly.mean as denominator,
        coalesce(yearly.n, 0) as n,
        case when yearly.mean > 0 and yearly.n >= grid.minimum_n then yearly.deviation / yearly.mean end
            as value
    from grid
    left join yearly
        on
            grid.country = yearly.country
            and grid.subject_id = concat_ws(':', yearly.beneficiary_code, yearly.stream_code)

),

{{ judged_by_fence('high', [
        ['n = 0', 'not_computable', 'only_plans_published'],
        ['denominator <= 0', 'not_computable', 'nothing_received'],
        ['n < minimum_n', 'insufficient_data', 'few_years'],
    ]) }}
