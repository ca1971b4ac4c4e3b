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

quartiles as (

    {{ peer_quartiles('measured') }}

),

fenced as (

    select
        measured.*, quartile_peers,
        q3 - q1 as spread,
        q3 + fence_multiplier * (q3 - q1) as threshold
    from measured
    left join quartiles on measured.peer_group = quartiles.quartile_group

),

judged as (

    select
        fenced.*,
        case
            when n = 0 or denominator <= 0 then 'not_computable'
            when n < minimum_n then 'insufficient_data'
            when quartile_peers < minimum_peers then 'insufficient_data'
            when spread = 0 then 'insufficient_data'
            when value >= threshold then 'signal'
            else 'clear'
        end as status,
        case
            when n = 0 then 'only_plans_published'
            when denominator <= 0 then 'nothing_received'
            when n < minimum_n then 'few_years'
            when quartile_peers < minimum_peers then 'few_peers'
            when spread = 0 then 'peers_without_spread'
        end as reason
    from fenced

)

select {{ indicator_columns() }} from judged
