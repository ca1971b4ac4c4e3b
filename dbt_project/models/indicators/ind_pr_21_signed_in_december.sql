-- PR-21: share of the value of a year that a buyer signs in December, against the other buyers.
with grid as (

    {{ indicator_grid('PR-21') }}

),

counted as (

    select
        country,
        buyer_code,
        coalesce(cast(year(signed_on) as string), 'undated') as period,
        count(*) as contracts,
        sum(coalesce(current_value, initial_value)) as total,
        sum(case when month(signed_on) = 12 then coalesce(current_value, initial_value) else 0 end)
            as december,
        count(distinct month(signed_on)) as months
    from {{ ref('int_contract_state') }}
    where is_present and buyer_code is not null and signed_on is not null
    group by country, buyer_code, year(signed_on)

),

measured as (

    select
        grid.*, counted.december as numerator, counted.total as denominator,
        coalesce(counted.contracts, 0) as n,
        case
            when counted.contracts >= grid.minimum_n then {{ ratio('counted.december', 'counted.total') }}
        end
            as value
    from grid
    left join counted
        on
            grid.country = counted.country and grid.subject_id = counted.buyer_code
            and grid.period = counted.period

),

{{ judged_by_fence('high', [
        ['n = 0', 'not_computable', 'no_signed_contract'],
        ['n < minimum_n', 'insufficient_data', 'few_contracts'],
    ]) }}
