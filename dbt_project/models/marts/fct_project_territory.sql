with placed as (

    select
        located.country, located.project_code, located.share_ratio, located.region_name,
        located.municipality_name, located.source_id, located.vintage_id, located.source_row,
        coalesce(located.territory_id, place.territory_id) as territory_id,
        case when located.territory_id is not null then 'code' else place.match_level end as match_level
    from {{ ref('stg_project_territory') }} as located
    left join {{ ref('int_place') }} as place
        on
            {{ row_key(['located.country', 'located.region_name', 'located.municipality_name']) }}
            = place.place_key

),

final as (

    select * from placed

)

{{ public_columns() }}
