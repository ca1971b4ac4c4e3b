-- One figure per territory and year: where several sources give one, the newest.
with ranked as (

    select
        population.*,
        row_number() over (
            partition by territory_id, year
            order by vintage_as_of desc nulls last, source_id, source_row
        ) as place
    from {{ ref('stg_population') }} as population

),

stated as (

    select territory_id, year, population from ranked
    where place = 1

),

-- A region is the sum of its municipalities only where all of them have a figure.
summed as (

    select
        within.ancestor_id as territory_id, stated.year, sum(stated.population) as population,
        count(*) as municipalities
    from stated
    inner join {{ ref('int_territory_within') }} as within
        on
            stated.territory_id = within.territory_id and within.level = 'municipality'
            and within.ancestor_level <> 'municipality'
    group by within.ancestor_id, stated.year

),

complete as (

    select ancestor_id as territory_id, count(*) as municipalities
    from {{ ref('int_territory_within') }}
    where level = 'municipality' and ancestor_level <> 'municipality'
    group by ancestor_id

)

select territory_id, year, population, false as is_sum from stated
union all
select summed.territory_id, summed.year, summed.population, true as is_sum
from summed
inner join complete
    on summed.territory_id = complete.territory_id and summed.municipalities = complete.municipalities
left join stated
    on summed.territory_id = stated.territory_id and summed.year = stated.year
where stated.territory_id is null
