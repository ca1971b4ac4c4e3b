-- Both sides of the chain on each territory, for its own government and for all that it contains.
with received as (

    select
        country, coalesce(territory_id, country) as territory_id, territory_id is null as of_nobody,
        fiscal_period, stream_code, currency, phase, phase_order, source_id,
        sum(amount) as amount, max(vintage_id) as vintage_id, max(data_as_of) as data_as_of
    from {{ ref('int_money_received') }}
    group by country, territory_id, fiscal_period, stream_code, currency, phase, phase_order, source_id

),

-- own_government: the territory itself. all_within: whatever it contains.
received_scoped as (

    select received.*, 'own_government' as scope, territory_id as scope_id from received
    where not of_nobody
    union all
    select received.*, 'all_within' as scope, within.ancestor_id as scope_id
    from received
    inner join {{ ref('int_territory_within') }} as within
        on received.territory_id = within.territory_id
    where within.ancestor_level <> 'municipality'

),

received_phase as (

    select
        scope_id as territory_id, country, scope, fiscal_period, stream_code, currency, phase,
        sum(amount) as received,
        count(distinct territory_id) as governments,
        max(source_id) as source_id, max(vintage_id) as vintage_id, max(data_as_of) as data_as_of,
        row_number() over (
            partition by scope_id, scope, fiscal_period, stream_code
            order by count(distinct territory_id) desc, min(phase_order), currency
        ) as place,
        count(*) over (partition by scope_id, scope, fiscal_period, stream_code) as phases
    from received_scoped
    group by scope_id, country, scope, fiscal_period, stream_code, currency, phase

),

spent_scoped as (

    select spent.*, 'own_government' as scope, territory_id as scope_id
    from {{ ref('int_money_spent') }} as spent
    union all
    select spent.*, 'all_within' as scope, within.ancestor_id as scope_id
    from {{ ref('int_money_spent') }} as spent
    inner join {{ ref('int_territory_within') }} as within
        on spent.territory_id = within.territory_id
    where within.ancestor_level <> 'municipality'

),

spent_sum as (

    select
        scope_id as territory_id, country, scope, fiscal_period, stream_code,
        max(currency) as currency,
        sum(initial_budget) as initial_budget, sum(current_budget) as current_budget,
        sum(accrued) as accrued,
        sum(paid) as paid,
        max(case when is_running then 1 else 0 end) = 1 as is_running,
        min(case when investment_only then 1 else 0 end) = 1 as investment_only,
        count(distinct territory_id) as governments,
        count(distinct investment_only) > 1 as coverage_differs,
        max(source_id) as source_id, max(vintage_id) as vintage_id, max(data_as_of) as data_as_of
    from spent_scoped
    group by scope_id, country, scope, fiscal_period, stream_code

),

-- How many municipalities of a territory the source speaks of at all in the period. A stream that
-- only departments receive is not incomplete; a source that lacks half of the municipalities is.
spoken_of as (

    select country, territory_id, fiscal_period, source_id from {{ ref('int_money_received') }}
    where territory_id is not null
    union
    select country, territory_id, fiscal_period, source_id from {{ ref('int_money_spent') }}

),

covered as (

    select
        within.ancestor_id as territory_id, spoken_of.fiscal_period, spoken_of.source_id,
        count(*) as municipalities
    from spoken_of
    inner join {{ ref('int_territory_within') }} as within
        on spoken_of.territory_id = within.territory_id and within.level = 'municipality'
    group by within.ancestor_id, spoken_of.fiscal_period, spoken_of.source_id

),

keys as (

    select territory_id, country, scope, fiscal_period, stream_code from received_phase
    union
    select territory_id, country, scope, fiscal_period, stream_code from spent_sum

)

select
    keys.territory_id, keys.country, keys.scope, keys.fiscal_period, keys.stream_code,
    received_phase.received, received_phase.phase as received_phase, received_phase.phases,
    spent_sum.initial_budget, spent_sum.current_budget, spent_sum.accrued, spent_sum.paid,
    spent_sum.is_running, spent_sum.investment_only, spent_sum.coverage_differs,
    coalesce(received_phase.currency, spent_sum.currency) as currency,
    coalesce(covered.municipalities, 0) as municipalities_covered,
    received_phase.source_id as received_source_id,
    spent_sum.source_id as spending_source_id,
    coalesce(received_phase.source_id, spent_sum.source_id) as source_id,
    coalesce(received_phase.vintage_id, spent_sum.vintage_id) as vintage_id,
    coalesce(received_phase.data_as_of, spent_sum.data_as_of) as data_as_of
from keys
left join received_phase
    on
        keys.territory_id = received_phase.territory_id and keys.scope = received_phase.scope
        and keys.fiscal_period = received_phase.fiscal_period
        and keys.stream_code = received_phase.stream_code and received_phase.place = 1
left join spent_sum
    on
        keys.territory_id = spent_sum.territory_id and keys.scope = spent_sum.scope
        and keys.fiscal_period = spent_sum.fiscal_period and keys.stream_code = spent_sum.stream_code
left join covered
    on
        keys.territory_id = covered.territory_id
        and keys.fiscal_period = covered.fiscal_period
        and coalesce(received_phase.source_id, spent_sum.source_id) = covered.source_id
