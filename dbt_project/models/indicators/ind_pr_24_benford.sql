-- PR-24: mean absolute deviation of the first digits of a buyer's contract values from Benford's law.
-- The published cut holds for large samples only; below, what 95 of 100 conforming samples of the
-- same size stay under (factor of the threshold seed over the root of n) is used where it is higher.
with grid as (

    {{ indicator_grid('PR-24') }}

),

amounts as (

    select
        country, buyer_code, coalesce(cast(year(signed_on) as string), 'undated') as period,
        cast(
            substr(cast(cast(coalesce(current_value, initial_value) as bigint) as string), 1, 1) as integer
        ) as digit,
        coalesce(current_value, initial_value) as amount
    from {{ ref('int_contract_state') }}
    where is_present and buyer_code is not null and coalesce(current_value, initial_value) >= 1

),

sized as (

    select
        country, buyer_code, period, count(*) as n, max(amount) / min(amount) as spread_of_amounts
    from amounts
    group by country, buyer_code, period

),

law as (

    select 1 as digit, 0.30102999566398120 as expected
    union all
    select 2 as digit, 0.17609125905568124 as expected
    union all
    select 3 as digit, 0.12493873660829995 as expected
    union all
    select 4 as digit, 0.09691001300805642 as expected
    union all
    select 5 as digit, 0.07918124604762482 as expected
    union all
    select 6 as digit, 0.06694678963061322 as expected
    union all
    select 7 as digit, 0.05799194697768673 as expected
    union all
    select 8 as digit, 0.05115252244738129 as expected
    union all
    select 9 as digit, 0.04575749056067514 as expected

),

seen as (

    select country, buyer_code, period, digit, count(*) as times from amounts
    group by country, buyer_code, period, digit

),

counted as (

    select
        sized.country, sized.buyer_code, sized.period, sized.n as amounts_seen, sized.spread_of_amounts,
        avg(abs(coalesce(cast(seen.times as double), 0) / sized.n - law.expected)) as deviation
    from sized
    cross join law
    left join seen
        on
            sized.country = seen.country and sized.buyer_code = seen.buyer_code
            and sized.period = seen.period and law.digit = seen.digit
    group by sized.country, sized.buyer_code, sized.period, sized.n, sized.spread_of_amounts

),

factor as (

    select max(value) as factor from {{ ref('indicator_thresholds') }}
    where indicator_code = 'PR-24' and parameter = 'conforming_factor'

),

measured as (

    select
        grid.*, counted.deviation as value, cast(null as double) as numerator,
        cast(null as double) as denominator, coalesce(counted.amounts_seen, 0) as n,
        counted.spread_of_amounts,
        greatest(grid.legal_threshold, factor.factor / sqrt(counted.amounts_seen)) as own_cut
    from grid
    cross join factor
    left join counted
        on
            grid.country = counted.country and grid.subject_id = counted.buyer_code
            and grid.period = counted.period

),

{{ judged_by_cut([
        ['n = 0', 'not_computable', 'no_contract_with_a_value'],
        ['n < minimum_n', 'insufficient_data', 'few_contracts'],
        ['spread_of_amounts < 100', 'not_applicable', 'amounts_of_one_size'],
    ], 'value > threshold', 'own_cut', "'widened_to_all_funding'") }}
