-- PR-10: concentration (HHI, 0-10 000) of a buyer's contracted value among its suppliers.
with grid as (

    {{ indicator_grid('PR-10') }}

),

measured as (

    select
        grid.*,
        buyers.squared_shares as numerator,
        buyers.suppliers as denominator,
        coalesce(buyers.contracts, 0) as n,
        buyers.funding_scope,
        case
            when buyers.contracts >= grid.minimum_n and buyers.suppliers >= 5
                then 10000 * buyers.squared_shares
        end as value
    from grid
    left join {{ ref('int_buyer_year') }} as buyers
        on
            grid.country = buyers.country and grid.subject_id = buyers.buyer_code
            and grid.period = buyers.period
            and buyers.funding_scope
            = case when buyers.royalty_contracts >= grid.minimum_n then 'royalty' else 'all_funding' end

),

judged as (

    select
        indicator_code, subject_type, subject_id, country, territory_id, period,
        coalesce(funding_scope, 'all_funding') as scope, value, numerator, denominator, n,
        legal_threshold as threshold, minimum_peers, rule_version,
        concat_ws('|', peer_group, coalesce(funding_scope, 'all_funding')) as peer_group,
        case
            when n = 0 or numerator is null then 'not_computable'
            when value is null then 'insufficient_data'
            when value >= legal_threshold then 'signal'
            else 'clear'
        end as status,
        case
            when n = 0 or numerator is null then 'no_supplier_or_value'
            when n < minimum_n then 'few_contracts'
            when value is null then 'few_suppliers'
            when funding_scope = 'all_funding' then 'widened_to_all_funding'
        end as reason
    from measured

)

select {{ indicator_columns() }} from judged
