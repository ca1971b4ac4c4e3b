-- PR-07: mean of ProACT's components that a contract has, from 0 to 1 each, averaged over a buyer's
-- contracts of a year; high against the other buyers. At hand for Colombia and Peru: one tenderer,
-- method, relative delay, supplier's share of the buyer, relative overrun. Below three a contract is
-- not scored. Components that no source gives (call for tender, tax haven) leave the mean.
with grid as (

    {{ indicator_grid('PR-07') }}

),

contracts as (

    select
        state.country, state.contract_id, state.buyer_code, state.process_id, state.method, state.paid,
        coalesce(state.current_value, state.initial_value) as amount, state.days_added,
        {{ days_between('state.start_on', 'state.end_on') }} - state.days_added as first_days,
        coalesce(cast(year(state.signed_on) as string), 'undated') as period
    from {{ ref('int_contract_state') }} as state
    left join {{ ref('contract_type_exclusions') }} as excluded
        on
            state.country = excluded.country and excluded.indicator_code = 'PR-03'
            and {{ name_key('state.type') }} = excluded.type_key
    where state.is_present and state.buyer_code is not null and excluded.type_key is null

),

held as (

    select
        contracts.country, contracts.buyer_code, contracts.period, supplier.supplier_id,
        sum(cast(contracts.amount as double)) as amount
    from contracts
    inner join {{ ref('stg_contract_supplier') }} as supplier
        on contracts.country = supplier.country and contracts.contract_id = supplier.contract_id
    where contracts.amount > 0
    group by contracts.country, contracts.buyer_code, contracts.period, supplier.supplier_id

),

bought as (

    select country, buyer_code, period, count(*) as contracts, sum(cast(amount as double)) as amount
    from contracts
    where amount > 0
    group by country, buyer_code, period

),

shares as (

    -- a share of few contracts is no share; of several suppliers the largest speaks
    select
        supplier.country, supplier.contract_id,
        max(held.amount / bought.amount) as share
    from {{ ref('stg_contract_supplier') }} as supplier
    inner join contracts
        on supplier.country = contracts.country and supplier.contract_id = contracts.contract_id
    inner join held
        on
            contracts.country = held.country and contracts.buyer_code = held.buyer_code
            and contracts.period = held.period and supplier.supplier_id = held.supplier_id
    inner join bought
        on
            contracts.country = bought.country and contracts.buyer_code = bought.buyer_code
            and contracts.period = bought.period and bought.contracts > 5
    group by supplier.country, supplier.contract_id

),

components as (

    select
        contracts.country, contracts.buyer_code, contracts.period,
        case
            when process.method in ('open', 'selective') and process.bidders > 0
                then case when process.bidders = 1 then 1.0 else 0.0 end
        end as one_tenderer,
        case contracts.method
            when 'open' then 0.0 when 'selective' then 0.5 when 'limited' then 1.0 when 'direct' then 1.0
        end as method,
        -- three times the first duration and more is an error of the source (ProACT)
        case
            when contracts.first_days > 0 and contracts.days_added between 0 and 3 * contracts.first_days
                then least(1.0, {{ ratio('contracts.days_added', 'contracts.first_days') }})
        end as delay,
        shares.share,
        case
            when
                contracts.amount > 0
                and contracts.paid between 0.2 * contracts.amount and 3 * contracts.amount
                then least(1.0, greatest(0.0, {{ ratio('contracts.paid', 'contracts.amount') }} - 1.0))
        end as overrun
    from contracts
    left join shares
        on contracts.country = shares.country and contracts.contract_id = shares.contract_id
    left join {{ ref('int_process') }} as process
        on contracts.country = process.country and contracts.process_id = process.process_id

),

scored as (

    select
        components.*,
        case when one_tenderer is null then 0 else 1 end + case when method is null then 0 else 1 end
        + case when delay is null then 0 else 1 end + case when share is null then 0 else 1 end
        + case when overrun is null then 0 else 1 end as parts,
        coalesce(one_tenderer, 0) + coalesce(method, 0) + coalesce(delay, 0) + coalesce(share, 0)
        + coalesce(overrun, 0) as points
    from components

),

counted as (

    select
        country, buyer_code, period, count(*) as contracts,
        sum(case when parts >= 3 then 1 else 0 end) as scored_contracts,
        sum(case when parts >= 3 then points / parts end) as points
    from scored
    group by country, buyer_code, period

),

measured as (

    select
        {{ grid_columns() }}, 'all_funding' as scope, grid.peer_group as peers_of,
        counted.points as numerator, counted.scored_contracts as denominator, counted.contracts,
        coalesce(counted.scored_contracts, 0) as n,
        case
            when counted.scored_contracts >= grid.minimum_n
                then {{ ratio('counted.points', 'counted.scored_contracts') }}
        end as value
    from grid
    left join counted
        on
            grid.country = counted.country and grid.subject_id = counted.buyer_code
            and grid.period = counted.period

),

{{ peers_by_year() }}

{{ judged_by_fence('high', [
        ['contracts is null', 'insufficient_data', 'only_contracts_that_the_rule_leaves_out'],
        ['n = 0', 'not_computable', 'fewer_than_three_components'],
        ['n < minimum_n', 'insufficient_data', 'few_contracts'],
    ], widened(), relation='compared') }}
