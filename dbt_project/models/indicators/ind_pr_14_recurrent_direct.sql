-- PR-14: most direct awards that a company received in one calendar year, from any buyer. Types that
-- the law orders to contract directly are left out (seed contract_type_exclusions, PR-03).
with grid as (

    {{ indicator_grid('PR-14') }}

),

yearly as (

    select
        contract.country, supplier.supplier_id, year(contract.signed_on) as signed_year,
        count(contract.method) as with_method,
        sum(case when contract.method = 'direct' then 1 else 0 end) as direct
    from {{ ref('int_contract_state') }} as contract
    inner join {{ ref('stg_contract_supplier') }} as supplier
        on contract.country = supplier.country and contract.contract_id = supplier.contract_id
    left join {{ ref('contract_type_exclusions') }} as excluded
        on
            contract.country = excluded.country and excluded.indicator_code = 'PR-03'
            and {{ name_key('contract.type') }} = excluded.type_key
    where contract.is_present and contract.signed_on is not null and excluded.type_key is null
    group by contract.country, supplier.supplier_id, year(contract.signed_on)

),

counted as (

    select
        country, supplier_id, max(direct) as most_direct, sum(with_method) as with_method,
        sum(direct) as all_direct
    from yearly
    group by country, supplier_id

),

measured as (

    select
        grid.*, counted.most_direct as value, counted.all_direct as numerator,
        counted.with_method as denominator, coalesce(counted.with_method, 0) as n
    from grid
    left join counted
        on grid.country = counted.country and grid.subject_id = counted.supplier_id

),

{{ judged_by_cut([
        ['n = 0', 'not_computable', 'method_of_contracts_not_published'],
    ], note="'widened_to_all_funding'") }}
