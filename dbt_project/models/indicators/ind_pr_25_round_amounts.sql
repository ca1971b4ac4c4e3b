-- PR-25: share of a buyer's contracts whose value is a multiple of the round amount of the currency
-- (threshold seed), against the other buyers.
with grid as (

    {{ indicator_grid('PR-25') }}

),

measured as (

    select
        {{ grid_columns() }},
        coalesce(buyers.funding_scope, 'all_funding') as scope,
        concat_ws('|', grid.peer_group, coalesce(buyers.funding_scope, 'all_funding')) as peers_of,
        buyers.round_contracts as numerator, buyers.compared_with_round as denominator,
        coalesce(buyers.compared_with_round, 0) as n,
        case
            when buyers.compared_with_round >= grid.minimum_n
                then {{ ratio('buyers.round_contracts', 'buyers.compared_with_round') }}
        end as value
    from grid
    left join {{ buyers_of_year() }}

),

{{ peers_by_year() }}

{{ judged_by_fence('high', [
        ['n = 0', 'not_computable', 'no_value_or_no_round_amount_set'],
        ['n < minimum_n', 'insufficient_data', 'few_contracts'],
    ], widened(), relation='compared') }}
