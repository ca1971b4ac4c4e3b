-- The names under which a territory may be found: its own and the aliases of the seed.
-- A name that two territories of one parent share names neither.
with own as (

    select country, level, territory_id, {{ name_key('name') }} as name_key
    from {{ ref('dim_territory') }}
    where level in ('region', 'municipality')
    union
    select alias.country, alias.level, alias.territory_id, alias.name_key
    from {{ ref('territory_aliases') }} as alias
    inner join {{ ref('dim_territory') }} as territory
        on alias.territory_id = territory.territory_id

),

guarded as (

    select own.*, within.ancestor_id as region_id
    from own
    inner join {{ ref('int_territory_within') }} as within
        on own.territory_id = within.territory_id and within.ancestor_level = 'region'

)

select country, level, region_id, name_key, max(territory_id) as territory_id
from guarded
group by country, level, region_id, name_key
having count(*) = 1
