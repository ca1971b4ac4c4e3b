-- Peru's register of contracting entities. Whose name says that it governs a place stands on it: a
-- municipality where its own name repeats the district of its address (a provincial one: its
-- province), a regional government on its region. An office of anybody else says nothing about whose
-- money it spends: it has an address and no territory.
with region as (

    select country, territory_id, {{ name_key('name') }} as region_key
    from {{ ref('dim_territory') }}
    where level = 'region'

),

district as (

    select
        municipality.country, municipality.territory_id, region.region_key,
        {{ name_key('province.name') }} as province_key,
        {{ name_key('municipality.name') }} as municipality_key
    from {{ ref('dim_territory') }} as municipality
    inner join {{ ref('dim_territory') }} as province
        on municipality.parent_territory_id = province.territory_id and province.level = 'province'
    inner join region on province.parent_territory_id = region.territory_id
    where municipality.level = 'municipality'

),

body as (

    select
        bridge.*,
        {{ name_key('name') }} as name_key,
        {{ name_key('region_name') }} as region_key,
        {{ name_key('province_name') }} as province_key,
        {{ name_key('municipality_name') }} as municipality_key
    from {{ ref('stg_entity_bridge') }} as bridge

),

levelled as (

    select
        body.*,
        case
            when
                name_key like 'MUNICIPALIDAD %' and name_key not like '%CENTRO POBLADO%'
                and (
                    concat(name_key, ' ') like concat('% ', municipality_key, ' %')
                    or (
                        name_key like '%PROVINCIAL%'
                        and concat(name_key, ' ') like concat('% ', province_key, ' %')
                    )
                ) then 'local'
            when
                name_key like 'GOBIERNO REGIONAL %'
                and concat(name_key, ' ') like concat('% ', region_key, ' %') then 'regional'
        end as government_level
    from body

),

final as (

    select
        levelled.country, levelled.tax_id, levelled.budget_code, levelled.procurement_code,
        levelled.name, levelled.government_level,
        case levelled.government_level
            when 'local' then district.territory_id when 'regional' then region.territory_id
        end as territory_id,
        levelled.region_name, levelled.province_name, levelled.municipality_name,
        levelled.is_active, levelled.updated_on, levelled.source_id, levelled.vintage_id,
        levelled.source_row
    from levelled
    left join region
        on levelled.country = region.country and levelled.region_key = region.region_key
    left join district
        on
            levelled.country = district.country and levelled.region_key = district.region_key
            and levelled.province_key = district.province_key
            and levelled.municipality_key = district.municipality_key

)

{{ public_columns() }}
