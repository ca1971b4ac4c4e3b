-- PR-10: concentration (HHI, 0-10 000) of a buyer's contracted value among its suppliers.
with grid as (

    {{ indicator_grid('PR-10') }}

),

measured as (

    select
        {{ grid_columns() }},
        coalesce(buyers.funding_scope, 'all_funding') as scope,
        concat_ws('|', grid.peer_group, coalesce(buyers.funding_scope, 'all_funding')) as peers_of,
        buyers.squared_shares as numerator, buyers.suppliers as denominator,
        coalesce(buyers.contracts, 0) as n,
        case
            when buyers.contracts >= grid.minimum_n and buyers.suppliers >= 5
                then 10000 * buyers.squared_shares
        end as value
    from grid
    left join {{ buyers_of_year() }}

),

{{ peers_by_year() }}

{{ judged_by_cut([
        ['n = 0 or numerator is null', 'not_computable', 'no_supplier_or_value'],
        ['n < minimum_n', 'insufficient_data', 'few_contracts'],
        ['value is null', 'insufficient_data', 'few_suppliers'],
    ], note=widened(), relation='compared') }}
