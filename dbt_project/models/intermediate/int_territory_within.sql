-- Each territory with every territory that contains it, itself included. Four levels, three steps.
with territory as (

    select territory_id, level, parent_territory_id from {{ ref('dim_territory') }}

),

climbed as (

    select
        a.territory_id, a.territory_id as up0, b.territory_id as up1, c.territory_id as up2,
        d.territory_id as up3
    from territory as a
    left join territory as b on a.parent_territory_id = b.territory_id
    left join territory as c on b.parent_territory_id = c.territory_id
    left join territory as d on c.parent_territory_id = d.territory_id

),

pairs as (

    select territory_id, up0 as ancestor_id from climbed
    union all
    select territory_id, up1 as ancestor_id from climbed
    where up1 is not null
    union all
    select territory_id, up2 as ancestor_id from climbed
    where up2 is not null
    union all
    select territory_id, up3 as ancestor_id from climbed
    where up3 is not null

)

select
    pairs.territory_id,
    pairs.ancestor_id,
    own.level,
    ancestor.level as ancestor_level
from pairs
inner join territory as own on pairs.territory_id = own.territory_id
inner join territory as ancestor on pairs.ancestor_id = ancestor.territory_id
