-- Nothing is lost between the allocations and the chain: per country, period and stream the
-- country's all_within row holds every beneficiary's money, territory or not.
{{ config(meta={'dagster': {'ref': {'name': 'fct_money_chain'}}}) }}
with allocated as (

    select
        received.country, received.fiscal_period, received.stream_code, received.phase,
        sum(received.amount) as amount
    from {{ ref('int_money_received') }} as received
    group by received.country, received.fiscal_period, received.stream_code, received.phase

),

chained as (

    select country, fiscal_period, stream_code, received_phase as phase, received
    from {{ ref('fct_money_chain') }}
    where territory_id = country and scope = 'all_within' and received is not null

)

select allocated.*, chained.received
from chained
left join allocated
    on
        chained.country = allocated.country
        and chained.fiscal_period = allocated.fiscal_period
        and chained.stream_code = allocated.stream_code
        and chained.phase = allocated.phase
where chained.received is distinct from cast(allocated.amount as decimal(20, 2))
