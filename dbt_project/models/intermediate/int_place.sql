-- Place names as published, placed once. The region guards the municipality: two municipalities of
-- one name in different regions are never confused. Without a region only a name that is unique
-- in the whole country is believed.
with published as (

    select country, region_name, municipality_name from {{ ref('stg_contract') }}
    where territory_id is null
    union
    select country, region_name, municipality_name from {{ ref('stg_project_territory') }}
    where territory_id is null
    union
    select country, region_name, municipality_name from {{ ref('stg_process') }}
    where territory_id is null

),

keyed as (

    select
        published.*,
        {{ row_key(['country', 'region_name', 'municipality_name']) }} as place_key,
        {{ name_key('region_name') }} as region_key,
        {{ name_key('municipality_name') }} as municipality_key
    from published

),

unique_in_country as (

    select country, name_key, max(territory_id) as territory_id
    from {{ ref('int_place_name') }}
    where level = 'municipality'
    group by country, name_key
    having count(distinct territory_id) = 1

),

matched as (

    select
        keyed.place_key,
        keyed.country,
        keyed.region_name,
        keyed.municipality_name,
        region.territory_id as region_id,
        coalesce(inside.territory_id, alone.territory_id) as municipality_id
    from keyed
    left join {{ ref('int_place_name') }} as region
        on
            keyed.country = region.country and region.level = 'region'
            and keyed.region_key = region.name_key
    left join {{ ref('int_place_name') }} as inside
        on
            region.territory_id = inside.region_id and inside.level = 'municipality'
            and keyed.municipality_key = inside.name_key
    left join unique_in_country as alone
        on
            keyed.country = alone.country and keyed.region_name is null
            and keyed.municipality_key = alone.name_key

)

select
    matched.*,
    coalesce(municipality_id, region_id) as territory_id,
    case
        when municipality_id is not null then 'municipality'
        when region_id is not null then 'region'
        else 'none'
    end as match_level
from matched
