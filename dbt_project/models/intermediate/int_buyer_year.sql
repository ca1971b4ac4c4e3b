-- A buyer's contracts and suppliers in a year, once for royalty-funded contracts and once for all.
-- A contract of several suppliers counts in full for each: their shares are not published.
with contracts as (

    select
        state.country, state.buyer_code, state.contract_id, state.funding, state.signed_on,
        coalesce(cast(year(state.signed_on) as string), 'undated') as period,
        cast(coalesce(state.current_value, state.initial_value) as double) as amount,
        mod(coalesce(state.current_value, state.initial_value), rounds.value) = 0 as is_round
    from {{ ref('int_contract_state') }} as state
    left join {{ ref('indicator_thresholds') }} as rounds
        on
            state.country = rounds.country and rounds.indicator_code = 'PR-25'
            and rounds.parameter = 'round_amount'
    where state.is_present and state.buyer_code is not null

),

scoped as (

    select contracts.*, 'all_funding' as funding_scope from contracts
    union all
    select contracts.*, 'royalty' as funding_scope from contracts
    where funding = 'royalty'

),

held as (

    select
        scoped.country, scoped.buyer_code, scoped.period, scoped.funding_scope,
        supplier.supplier_id, sum(scoped.amount) as amount
    from scoped
    inner join {{ ref('stg_contract_supplier') }} as supplier
        on scoped.country = supplier.country and scoped.contract_id = supplier.contract_id
    where scoped.amount > 0
    group by scoped.country, scoped.buyer_code, scoped.period, scoped.funding_scope, supplier.supplier_id

),

totals as (

    select
        country, buyer_code, period, funding_scope,
        sum(amount) as total_value, max(amount) as top_value, count(*) as suppliers,
        sum(amount * amount) / nullif(sum(amount) * sum(amount), 0) as squared_shares
    from held
    group by country, buyer_code, period, funding_scope

),

counted as (

    select
        country, buyer_code, period, funding_scope, count(*) as contracts,
        sum(case when funding = 'royalty' then 1 else 0 end) as royalty_contracts,
        count(signed_on) as dated_contracts,
        sum(case when signed_on is not null then amount end) as signed_value,
        sum(case when month(signed_on) = 12 then amount else 0 end) as december_value,
        sum(case when amount > 0 and is_round is not null then 1 else 0 end) as compared_with_round,
        sum(case when amount > 0 and is_round then 1 when amount > 0 and not is_round then 0 end)
            as round_contracts
    from scoped
    group by country, buyer_code, period, funding_scope

)

select
    counted.*, totals.total_value, totals.top_value, totals.suppliers, totals.squared_shares
from counted
left join totals
    on
        counted.country = totals.country and counted.buyer_code = totals.buyer_code
        and counted.period = totals.period and counted.funding_scope = totals.funding_scope
