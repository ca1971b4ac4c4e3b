-- PR-08: largest share of a buyer's contracted value held by one supplier. The buyer is the
-- subject; a supplier, who may be a natural person, never is. Two published cuts must both be passed:
-- 30 % of the value, and, where there are peers enough, the upper fence of the peers.
with grid as (

    {{ indicator_grid('PR-08') }}

),

measured as (

    select
        {{ grid_columns() }},
        coalesce(buyers.funding_scope, 'all_funding') as scope,
        concat_ws('|', grid.peer_group, coalesce(buyers.funding_scope, 'all_funding')) as peers_of,
        buyers.top_value as numerator, buyers.total_value as denominator,
        coalesce(buyers.contracts, 0) as n,
        case
            when buyers.contracts >= grid.minimum_n then {{ ratio('buyers.top_value', 'buyers.total_value') }}
        end as value
    from grid
    left join {{ buyers_of_year() }}

),

{{ peers_by_year() }}

quartiles as (

    {{ peer_quartiles('compared') }}

),

fenced as (

    select
        compared.*,
        case
            when quartile_peers >= minimum_fence_peers
                then greatest(legal_threshold, q3 + fence_multiplier * (q3 - q1))
            else legal_threshold
        end as own_cut
    from compared
    left join quartiles on compared.peer_group = quartiles.quartile_group

),

{{ judged_by_cut([
        ['n = 0 or denominator is null or denominator <= 0', 'not_computable', 'no_supplier_or_value'],
        ['n < minimum_n', 'insufficient_data', 'few_contracts'],
    ], threshold='own_cut', note=widened(), relation='fenced') }}
