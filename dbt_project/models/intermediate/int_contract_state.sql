-- Every state in which a vintage showed a contract, placed. Several sources may hold one contract:
-- the one that speaks of the newest day is its present state.
with placed as (

    select
        state.country, contract_id, process_id, buyer_code, buyer_name,
        coalesce(state.territory_id, place.territory_id) as territory_id,
        case
            when state.territory_id is not null then 'code' else place.match_level
        end as match_level,
        object, type, method, method_details, item_code, initial_value, current_value, paid,
        royalty_value, funding, currency, signed_on, start_on, end_on, days_added, status_raw, status,
        project_code, coalesce(state.data_as_of, state.vintage_as_of) as data_as_of, url,
        state.vintage_as_of,
        is_present as is_present_in_source,
        recency,
        state.source_id,
        state.vintage_id,
        state.source_row
    from {{ ref('stg_contract') }} as state
    left join {{ ref('int_place') }} as place
        on {{ row_key(['state.country', 'state.region_name', 'state.municipality_name']) }} = place.place_key

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
