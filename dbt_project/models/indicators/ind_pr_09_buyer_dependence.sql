-- PR-09: largest share of what a company sold that one buyer bought, over all years, against the others.
with grid as (

    {{ indicator_grid('PR-09') }}

),

sold as (

    select
        contract.country, supplier.supplier_id, contract.buyer_code, count(*) as contracts,
        cast(sum(coalesce(contract.current_value, contract.initial_value)) as double) as amount
    from {{ ref('int_contract_state') }} as contract
    inner join {{ ref('stg_contract_supplier') }} as supplier
        on contract.country = supplier.country and contract.contract_id = supplier.contract_id
    where
        contract.is_present
        and coalesce(contract.current_value, contract.initial_value) > 0
    group by contract.country, supplier.supplier_id, contract.buyer_code

),

counted as (

    select
        country, supplier_id, sum(contracts) as contracts, sum(amount) as total, max(amount) as top_buyer
    from sold
    group by country, supplier_id

),

measured as (

    select
        grid.*, counted.top_buyer as numerator, counted.total as denominator,
        coalesce(counted.contracts, 0) as n,
        case when counted.contracts >= grid.minimum_n then counted.top_buyer / counted.total end as value
    from grid
    left join counted
        on grid.country = counted.country and grid.subject_id = counted.supplier_id

),

{{ judged_by_fence('high', [
        ['n = 0', 'not_computable', 'no_contract_with_a_value'],
        ['n < minimum_n', 'insufficient_data', 'few_contracts'],
    ], "'widened_to_all_funding'") }}
