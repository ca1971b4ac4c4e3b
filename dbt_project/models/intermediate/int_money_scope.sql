-- Both sides of the chain on each territory, for its own government and for all that it contains.
-- How many municipalities of a territory the source speaks of at all in the period. A stream that
-- only departments receive is not incomplete; a source that lacks half of the municipalities is.
with spoken_of as (

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

    select territory_id, country, scope, fiscal_period, stream_code from {{ ref('int_scope_received') }}
    union
    select territory_id, country, scope, fiscal_period, stream_code from {{ ref('int_scope_spent') }}

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
left join {{ ref('int_scope_received') }} as received_phase
    on
        keys.territory_id = received_phase.territory_id and keys.scope = received_phase.scope
        and keys.fiscal_period = received_phase.fiscal_period
        and keys.stream_code = received_phase.stream_code
left join {{ ref('int_scope_spent') }} as spent_sum
    on
        keys.territory_id = spent_sum.territory_id and keys.scope = spent_sum.scope
        and keys.fiscal_period = spent_sum.fiscal_period and keys.stream_code = spent_sum.stream_code
left join covered
    on
        keys.territory_id = covered.territory_id
        and keys.fiscal_period = covered.fiscal_period
        and coalesce(received_phase.source_id, spent_sum.source_id) = covered.source_id
