-- What each government received or was to receive, per period and stream: one phase, the one
-- furthest along. Phases are stages of the same money: adding them would count it twice.
with summed as (

    select
        allocation.country,
        -- What belongs to no territory (funds, peoples, national bodies, a code that no list of
        -- territories has) stands in the country's sum.
        case
            when
                beneficiary_kind in ('municipality', 'province', 'region', 'department')
                then known.territory_id
        end as territory_id,
        beneficiary_code, fiscal_period, allocation.stream_code, phase, currency, source_id,
        case phase
            when 'transferred' then 1 when 'collected' then 2
            when 'planned_cash' then 3 when 'budgeted' then 4
        end as phase_order,
        sum(amount) as amount,
        max(vintage_id) as vintage_id,
        max(vintage_as_of) as data_as_of
    from {{ ref('stg_allocation') }} as allocation
    inner join {{ ref('streams') }} as streams
        on allocation.stream_code = streams.stream_code and streams.in_money_chain
    left join (select territory_id from {{ ref('dim_territory') }}) as known
        on allocation.territory_id = known.territory_id
    where
        phase in ('transferred', 'collected', 'planned_cash', 'budgeted')
        -- a ten-year outlook is neither money received nor a plan for the period
        and not coalesce(is_projection, false)
    group by
        allocation.country, known.territory_id, beneficiary_kind, beneficiary_code, fiscal_period,
        allocation.stream_code, phase, currency, source_id

),

ranked as (

    select
        summed.*,
        row_number() over (
            partition by country, beneficiary_code, fiscal_period, stream_code
            order by phase_order, data_as_of desc nulls last, source_id
        ) as place
    from summed

)

select * from ranked
where place = 1
