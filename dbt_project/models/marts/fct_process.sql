with final as (

    select
        process.country, process_id, buyer_code, buyer_name, procuring_entity_code, title, method,
        method_details, category, estimated_value, currency, published_on, tender_start,
        tender_end, tender_start_at, tender_end_at, awarded_on, bidders, status_raw, status,
        project_code, url, process.source_id, process.vintage_id, process.source_row,
        coalesce(process.territory_id, place.territory_id) as territory_id,
        case when process.territory_id is not null then 'code' else place.match_level end as match_level
    from {{ ref('stg_process') }} as process
    left join {{ ref('int_place') }} as place
        on
            {{ row_key(['process.country', 'process.region_name', 'process.municipality_name']) }}
            = place.place_key

)

{{ public_columns() }}
