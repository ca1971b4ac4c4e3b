-- PR-25: share of a buyer's contracts whose value is a multiple of the round amount of the currency
-- (threshold seed), against the other buyers.
with grid as (

    {{ indicator_grid('PR-25') }}

),

counted as (

    select
        contract.country, contract.buyer_code, contract.period, count(*) as contracts,
        sum(case when mod(contract.amount, rounds.value) = 0 then 1 else 0 end) as rounded
    from (
        select
            country,
            buyer_code,
            coalesce(cast(year(signed_on) as string), 'undated') as period,
            coalesce(current_value, initial_value) as amount
        from {{ ref('int_contract_state') }}
        where is_present and buyer_code is not null and coalesce(current_value, initial_value) > 0
    ) as contract
    inner join {{ ref('indicator_thresholds') }} as rounds
        on
            contract.country = rounds.country and rounds.indicator_code = 'PR-25'
            and rounds.parameter = 'round_amount'
    group by contract.country, contract.buyer_code, contract.period

),

measured as (

    select
        grid.*, counted.rounded as numerator, counted.contracts as denominator,
        coalesce(counted.contracts, 0) as n,
        case
            when counted.contracts >= grid.minimum_n then {{ ratio('counted.rounded', 'counted.contracts') }}
        end
            as value
    from grid
    left join counted
        on
            grid.country = counted.country and grid.subject_id = counted.buyer_code
            and grid.period = counted.period

),

{{ judged_by_fence('high', [
        ['n = 0', 'not_computable', 'no_value_or_no_round_amount_set'],
        ['n < minimum_n', 'insufficient_data', 'few_contracts'],
    ]) }}
