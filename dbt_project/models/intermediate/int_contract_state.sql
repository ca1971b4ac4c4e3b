-- Every state in which a vintage showed a contract, placed. Several sources may hold one contract:
-- the one that speaks of the newest day is its present state. A body that the register of public
-- bodies knows by the buyer's code stands where it governs, whatever address a notice gives.
with linked as (

    select
        country, contract_id,
        case when count(*) = 1 then max(project_code) end as project_code,
        case when count(*) = 1 then max(linked_by) else 'several' end as linked_by
    from {{ ref('fct_project_contract') }}
    group by country, contract_id

),

placed as (

    select
        state.country, state.contract_id, process_id, state.buyer_code,
        coalesce(state.buyer_name, body.name) as buyer_name,
        coalesce(state.territory_id, body.territory_id, place.territory_id) as territory_id,
        case
            when state.territory_id is not null then 'code'
            when body.territory_id is not null then 'buyer'
            else place.match_level
        end as match_level,
        object, type, method, method_details, item_code, initial_value, current_value, paid,
        royalty_value, funding, currency, signed_on, start_on, end_on, days_added, status_raw, status,
        coalesce(state.project_code, linked.project_code) as project_code,
        linked.linked_by as project_linked_by,
        coalesce(state.data_as_of, state.vintage_as_of) as data_as_of, url,
        state.vintage_as_of,
        is_present as is_present_in_source,
        recency,
        state.source_id,
        state.vintage_id,
        state.source_row
    from {{ ref('stg_contract') }} as state
    left join {{ ref('int_place') }} as place
        on {{ row_key(['state.country', 'state.region_name', 'state.municipality_name']) }} = place.place_key
    left join {{ ref('int_buyer_place') }} as body
        on state.country = body.country and state.buyer_code = body.buyer_code
    left join linked on state.country = linked.country and state.contract_id = linked.contract_id

),

ranked as (

    select
        placed.*,
        row_number() over (
            partition by country, contract_id, is_present_in_source
            order by data_as_of desc nulls last, source_id, vintage_id, source_row
        ) as preference
    from placed

)

select
    ranked.*,
    is_present_in_source and preference = 1 as is_present
from ranked
