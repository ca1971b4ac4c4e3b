-- Every state in which a vintage showed a contract, placed.
select
    state.country, contract_id, process_id, buyer_code, buyer_name,
    coalesce(state.territory_id, place.territory_id) as territory_id,
    case when state.territory_id is not null then 'code' else place.match_level end as match_level,
    object, type, method, method_details, item_code, initial_value, current_value, paid,
    royalty_value, funding, currency, signed_on, start_on, end_on, days_added, status_raw, status,
    project_code, coalesce(state.data_as_of, state.vintage_as_of) as data_as_of, url,
    state.vintage_as_of, is_present, recency, state.source_id, state.vintage_id, state.source_row
from {{ ref('stg_contract') }} as state
left join {{ ref('int_place') }} as place
    on {{ row_key(['state.country', 'state.region_name', 'state.municipality_name']) }} = place.place_key
