-- PR-08: largest share of a buyer's contracted value held by one supplier. The buyer is the
-- subject; a supplier, who may be a natural person, never is. The published cut of 30 % fires on two
-- buyers in three of the real extracts, so a signal must also pass the upper fence of the peers.
with grid as (

    {{ indicator_grid('PR-08') }}

),

measured as (

    select
        grid.*,
        buyers.top_value as numerator,
        buyers.total_value as denominator,
        coalesce(buyers.contracts, 0) as n,
        coalesce(buyers.funding_scope, 'all_funding') as funding_scope,
        concat_ws('|', grid.country, coalesce(buyers.funding_scope, 'all_funding')) as scope_group,
        case
            when buyers.contracts >= grid.minimum_n then {{ ratio('buyers.top_value', 'buyers.total_value') }}
        end as value
    from grid
    left join {{ ref('int_buyer_year') }} as buyers
        on
            grid.country = buyers.country and grid.subject_id = buyers.buyer_code
            and grid.period = buyers.period
            and buyers.funding_scope
            = case when buyers.royalty_contracts >= grid.minimum_n then 'royalty' else 'all_funding' end

),

quartiles as (

    {{ peer_quartiles('measured', 'scope_group') }}

),

fenced as (

    select
        indicator_code, subject_type, subject_id, country, territory_id, period,
        funding_scope as scope, value, numerator, denominator, n, minimum_n, minimum_peers,
        rule_version, scope_group as peer_group,
        case
            when quartile_peers >= minimum_fence_peers
                then greatest(legal_threshold, q3 + fence_multiplier * (q3 - q1))
            else legal_threshold
        end as threshold
    from measured
    left join quartiles on measured.scope_group = quartiles.quartile_group

),

judged as (

    select
        fenced.*,
        case
            when n = 0 or denominator is null or denominator <= 0 then 'not_computable'
            when n < minimum_n then 'insufficient_data'
            when value >= threshold then 'signal'
            else 'clear'
        end as status,
        case
            when n = 0 or denominator is null or denominator <= 0 then 'no_supplier_or_value'
            when n < minimum_n then 'few_contracts'
            when scope = 'all_funding' then 'widened_to_all_funding'
        end as reason
    from fenced

)

select {{ indicator_columns() }} from judged
