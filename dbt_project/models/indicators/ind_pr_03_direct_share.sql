-- PR-03: share of a buyer's contracts awarded without competition. Royalty-funded contracts where
-- there are enough of them; otherwise all contracts, and the result says that it was widened.
-- Types that the law orders to contract directly are left out (seed contract_type_exclusions).
with grid as (

    {{ indicator_grid('PR-03') }}

),

contracts as (

    select
        state.country, state.buyer_code, state.contract_id, state.method,
        coalesce(cast(year(state.signed_on) as string), 'undated') as period,
        state.funding = 'royalty' as is_royalty
    from {{ ref('int_contract_state') }} as state
    left join {{ ref('contract_type_exclusions') }} as excluded
        on
            state.country = excluded.country and excluded.indicator_code = 'PR-03'
            and {{ name_key('state.type') }} = excluded.type_key
    where state.is_present and state.method is not null and excluded.type_key is null

),

counted as (

    select
        country, buyer_code, period,
        count(*) as all_n,
        sum(case when method in ('direct', 'limited') then 1 else 0 end) as all_direct,
        sum(case when is_royalty then 1 else 0 end) as royalty_n,
        sum(case when is_royalty and method in ('direct', 'limited') then 1 else 0 end) as royalty_direct
    from contracts
    group by country, buyer_code, period

),

scoped as (

    select
        {{ grid_columns() }}, grid.peer_group as buyers, counted.all_n, counted.all_direct,
        counted.royalty_n, counted.royalty_direct,
        coalesce(counted.royalty_n, 0) >= grid.minimum_n as is_royalty
    from grid
    left join counted
        on
            grid.country = counted.country
            and grid.subject_id = counted.buyer_code
            and grid.period = counted.period

),

measured as (

    select
        scoped.*,
        case when is_royalty then 'royalty' else 'all_funding' end as scope,
        case when is_royalty then royalty_direct else all_direct end as numerator,
        case when is_royalty then royalty_n else all_n end as denominator,
        coalesce(case when is_royalty then royalty_n else all_n end, 0) as n,
        concat_ws('|', buyers, case when is_royalty then 'royalty' else 'all_funding' end) as peers_of,
        case
            when is_royalty then {{ ratio('royalty_direct', 'royalty_n') }}
            when all_n >= minimum_n then {{ ratio('all_direct', 'all_n') }}
        end as value
    from scoped

),

{{ peers_by_year() }}

{{ judged_by_fence('high', [
        ['n = 0', 'insufficient_data', 'only_contracts_that_the_rule_leaves_out'],
        ['n < minimum_n', 'insufficient_data', 'few_contracts'],
    ], widened(), relation='compared') }}
