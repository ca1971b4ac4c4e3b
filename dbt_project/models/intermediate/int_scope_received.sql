-- What came in on each territory, for its own government and for all that it contains.
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

)

select * from received_phase
where place = 1
