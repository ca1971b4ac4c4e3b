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

-- Several registers say where one project lies; a place that two of them name is one place. What
-- gives a code or a share is kept before what gives a name.
ranked as (

    select
        placed.*,
        row_number() over (
            partition by country, project_code, territory_id, region_name, municipality_name
            order by share_ratio nulls last, match_level, vintage_id desc, source_id, source_row
        ) as place
    from placed

),

final as (

    select * from ranked
    where place = 1

)

{{ public_columns() }}
