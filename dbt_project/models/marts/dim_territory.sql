-- Every country that any row names has a row, even where no source describes its territories.
with named as (

    select country from {{ ref('stg_meta_source') }}
    union
    select country from {{ ref('stg_territory') }}
    union
    select country from {{ ref('stg_forum') }}
    union
    select country from {{ ref('stg_commitment') }}
    union
    select country from {{ ref('stg_company_payment') }}
    union
    select country from {{ ref('stg_process') }}
    union
    select 'PE' as country
    union
    select 'CO' as country

),

countries as (

    select
        names.country as territory_id,
        names.country,
        'country' as level,
        names.name_es as name,
        names.name_es,
        names.name_en
    from {{ ref('countries') }} as names
    inner join named on names.country = named.country

),

-- Several sources describe one territory: the newest dated row (of equals, the one that says most)
-- gives name and lineage, and any
-- row fills what that one leaves open.
ranked as (

    select
        territory.*,
        row_number() over (
            partition by territory_id
            order by
                vintage_as_of desc nulls last,
                (case when alternate_code is not null then 1 else 0 end)
                + (case when latitude is not null then 1 else 0 end)
                + (case when area_km2 is not null then 1 else 0 end) desc,
                source_id, vintage_id, source_row
        ) as preference
    from {{ ref('stg_territory') }} as territory
    where level <> 'country'

),

described as (

    select
        territory_id,
        max(case when preference = 1 then country end) as country,
        max(case when preference = 1 then level end) as level,
        coalesce(max(case when preference = 1 then official_code end), max(official_code)) as official_code,
        coalesce(max(case when preference = 1 then alternate_code end), max(alternate_code))
            as alternate_code,
        max(case when preference = 1 then name end) as name,
        coalesce(
            max(case when preference = 1 then parent_territory_id end), max(parent_territory_id)
        ) as parent_territory_id,
        coalesce(max(case when preference = 1 then latitude end), max(latitude)) as latitude,
        coalesce(max(case when preference = 1 then longitude end), max(longitude)) as longitude,
        coalesce(max(case when preference = 1 then area_km2 end), max(area_km2)) as area_km2,
        max(case when preference = 1 then source_id end) as source_id,
        max(case when preference = 1 then vintage_id end) as vintage_id,
        max(case when preference = 1 then source_row end) as source_row
    from ranked
    group by territory_id

),

final as (

    select
        territory_id, country, level,
        cast(null as string) as official_code, cast(null as string) as alternate_code,
        name, name_es, name_en,
        cast(null as string) as parent_territory_id,
        cast(null as double) as latitude, cast(null as double) as longitude,
        cast(null as double) as area_km2,
        cast(null as string) as source_id, cast(null as string) as vintage_id,
        cast(null as bigint) as source_row
    from countries
    union all
    select
        territory_id, country, level, official_code, alternate_code, name,
        name as name_es, name as name_en,
        coalesce(parent_territory_id, country) as parent_territory_id,
        latitude, longitude, area_km2, source_id, vintage_id, source_row
    from described

)

{{ public_columns() }}
