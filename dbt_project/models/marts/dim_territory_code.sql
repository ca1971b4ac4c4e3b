with listed as (

    select
        code.*,
        {{ row_key([
            'code.country', name_key('code.region_name'), name_key('code.province_name'),
            name_key('code.municipality_name'),
        ]) }} as name_key
    from {{ ref('stg_territory_code') }} as code

),

-- A name leads to a territory only where one alone bears it in its province.
named as (

    select
        {{ row_key([
            'place.country', name_key('region.name'), name_key('province.name'),
            name_key('place.name'),
        ]) }} as name_key,
        min(place.territory_id) as territory_id
    from {{ ref('dim_territory') }} as place
    inner join {{ ref('dim_territory') }} as province
        on place.parent_territory_id = province.territory_id and province.level = 'province'
    inner join {{ ref('dim_territory') }} as region
        on province.parent_territory_id = region.territory_id
    where place.level = 'municipality'
    group by 1
    having count(*) = 1

),

placed as (

    select
        listed.country, listed.code_system, listed.code, listed.region_name, listed.province_name,
        listed.municipality_name, listed.vintage_as_of as data_as_of,
        listed.source_id, listed.vintage_id, listed.source_row,
        coalesce(listed.territory_id, named.territory_id) as territory_id,
        case
            when listed.territory_id is not null then 'code'
            when named.territory_id is not null then 'municipality'
            else 'none'
        end as match_level
    from listed
    left join named on listed.name_key = named.name_key

),

disputed as (

    select country, code_system, code
    from placed
    where territory_id is not null
    group by country, code_system, code
    having count(distinct territory_id) > 1

),

final as (

    select
        placed.country, placed.code_system, placed.code, placed.territory_id, placed.match_level,
        placed.region_name, placed.province_name, placed.municipality_name,
        nullif(concat_ws(
            ';',
            case when placed.match_level <> 'code' then 'no_official_code_in_this_list' end,
            case when territory.territory_id is null then 'not_in_the_official_list' end,
            case
                when {{ name_key('placed.municipality_name') }} <> {{ name_key('territory.name') }}
                    then 'name_differs_from_the_official_one'
            end,
            case when disputed.code is not null then 'lists_disagree' end
        ), '') as remarks,
        placed.data_as_of, placed.source_id, placed.vintage_id, placed.source_row
    from placed
    left join {{ ref('dim_territory') }} as territory
        on placed.territory_id = territory.territory_id
    left join disputed
        on
            placed.country = disputed.country and placed.code_system = disputed.code_system
            and placed.code = disputed.code

)

{{ public_columns() }}
