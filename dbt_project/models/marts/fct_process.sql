with final as (

    select
        process.country, process_id, process.buyer_code,
        coalesce(process.buyer_name, body.name) as buyer_name, procuring_entity_code, title, method,
        method_details, category, estimated_value, currency, published_on, tender_start,
        tender_end, tender_start_at, tender_end_at, awarded_on, bidders, status_raw, status,
        project_code, url, process.source_id, process.vintage_id, process.source_row,
        coalesce(process.territory_id, body.territory_id, place.territory_id) as territory_id,
        case
            when process.territory_id is not null then 'code'
            when body.territory_id is not null then 'buyer'
            else place.match_level
        end as match_level
    from {{ ref('stg_process') }} as process
    left join {{ ref('int_place') }} as place
        on
            {{ row_key(['process.country', 'process.region_name', 'process.municipality_name']) }}
            = place.place_key
    left join {{ ref('int_buyer_place') }} as body
        on process.country = body.country and process.buyer_code = body.buyer_code

)

{{ public_columns() }}
