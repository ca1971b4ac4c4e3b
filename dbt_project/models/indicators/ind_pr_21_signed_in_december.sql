-- PR-21: share of the value of a year that a buyer signs in December, against the other buyers.
with grid as (

    {{ indicator_grid('PR-21') }}

),

measured as (

    select
        {{ grid_columns() }},
        coalesce(buyers.funding_scope, 'all_funding') as scope,
        concat_ws('|', grid.peer_group, coalesce(buyers.funding_scope, 'all_funding')) as peers_of,
        buyers.december_value as numerator, buyers.signed_value as denominator,
        coalesce(buyers.dated_contracts, 0) as n,
        case
            when buyers.dated_contracts >= grid.minimum_n
                then {{ ratio('buyers.december_value', 'buyers.signed_value') }}
        end as value
    from grid
    left join {{ buyers_of_year() }}

),

{{ peers_by_year() }}

{{ judged_by_fence('high', [
        ['n = 0', 'not_computable', 'no_signed_contract'],
        ['n < minimum_n', 'insufficient_data', 'few_contracts'],
    ], widened(), relation='compared') }}
