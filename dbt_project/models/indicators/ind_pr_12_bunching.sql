-- PR-12: contracts just below the ceiling of small purchases (8 tax units of the year) over those just
-- above it, a tenth to each side.
with grid as (

    {{ indicator_grid('PR-12') }}

),

ceilings as (

    select country, year, 8 * value as ceiling from {{ ref('int_reference_value') }}
    where concept = 'tax_unit'

),

counted as (

    select
        contract.country, contract.buyer_code, contract.period,
        sum(
            case
                when
                    contract.amount >= 0.9 * ceilings.ceiling and contract.amount <= ceilings.ceiling
                    then 1
                else 0
            end
        )
            as below,
        sum(
            case
                when
                    contract.amount > ceilings.ceiling and contract.amount <= 1.1 * ceilings.ceiling
                    then 1
                else 0
            end
        )
            as above
    from (
        select
            country,
            buyer_code,
            coalesce(cast(year(signed_on) as string), 'undated') as period,
            year(signed_on) as signed_year,
            coalesce(initial_value, current_value) as amount
        from {{ ref('int_contract_state') }}
        where is_present and buyer_code is not null
    ) as contract
    inner join ceilings on contract.country = ceilings.country and contract.signed_year = ceilings.year
    group by contract.country, contract.buyer_code, contract.period

),

measured as (

    select
        {{ grid_columns() }}, 'all_funding' as scope, grid.peer_group as peers_of,
        counted.below as numerator, counted.above as denominator,
        coalesce(counted.below + counted.above, 0) as n,
        coalesce(least(counted.below, counted.above), 0) as fewer,
        {{ ratio('counted.below', 'counted.above') }} as value
    from grid
    left join counted
        on
            grid.country = counted.country and grid.subject_id = counted.buyer_code
            and grid.period = counted.period

),

{{ peers_by_year() }}

{{ judged_by_fence('high', [
        ['n = 0', 'insufficient_data', 'no_contract_near_the_ceiling'],
        ['fewer < minimum_n', 'insufficient_data', 'few_contracts_near_the_ceiling'],
    ], widened(), relation='compared') }}
