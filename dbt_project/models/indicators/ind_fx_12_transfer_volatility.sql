-- FX-12: coefficient of variation of what a government received year by year, in one stream. In
-- constant prices where every one of its years has a price index, nominal where one lacks, and the
-- result says which. A year without a row is a year without data, never a zero.
with grid as (

    {{ indicator_grid('FX-12') }}

),

yearly as (

    select
        received.country, received.beneficiary_code, received.stream_code,
        cast(received.amount as double) as amount,
        cast(received.amount as double) / cast(prices.value as double) as real_amount
    from {{ ref('int_money_received') }} as received
    left join {{ ref('int_reference_value') }} as prices
        on
            received.country = prices.country and prices.concept = 'consumer_price_index'
            and received.fiscal_period = cast(prices.year as string) and prices.value > 0
    where length(received.fiscal_period) = 4 and received.phase in ('transferred', 'collected')

),

varied as (

    -- the base year of the index does not matter: both terms of the ratio move with it
    select
        country, beneficiary_code, stream_code, count(*) as n,
        count(real_amount) = count(*) as is_real,
        case when count(real_amount) = count(*) then stddev_samp(real_amount) else stddev_samp(amount) end
            as deviation,
        case when count(real_amount) = count(*) then avg(real_amount) else avg(amount) end as mean
    from yearly
    group by country, beneficiary_code, stream_code

),

measured as (

    select
        grid.*,
        varied.deviation as numerator,
        varied.mean as denominator,
        coalesce(varied.n, 0) as n,
        varied.is_real,
        case when varied.mean > 0 and varied.n >= grid.minimum_n then varied.deviation / varied.mean end
            as value
    from grid
    left join varied
        on
            grid.country = varied.country
            and grid.subject_id = concat_ws(':', varied.beneficiary_code, varied.stream_code)

),

{{ judged_by_fence('high', [
        ['n = 0', 'not_computable', 'only_plans_published'],
        ['denominator <= 0', 'not_computable', 'nothing_received'],
        ['n < minimum_n', 'insufficient_data', 'few_years'],
    ], "case when is_real then 'constant_prices' else 'nominal_no_price_index' end") }}
