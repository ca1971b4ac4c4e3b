-- CM-07: territories of a forum with at least one commitment, over the territories it speaks for.
with grid as (

    {{ indicator_grid('CM-07') }}

),

scope_of as (

    select forum_code, count(distinct territory_id) as territories from {{ ref('stg_forum_territory') }}
    where territory_id is not null
    group by forum_code

),

reached as (

    select commitment.forum_code, count(distinct place.territory_id) as reached
    from {{ ref('stg_commitment') }} as commitment
    inner join {{ ref('stg_commitment_territory') }} as place
        on commitment.commitment_id = place.commitment_id
    inner join {{ ref('stg_forum_territory') }} as member
        on commitment.forum_code = member.forum_code and place.territory_id = member.territory_id
    group by commitment.forum_code

),

placed as (

    select commitment.forum_code, count(place.territory_id) as placed
    from {{ ref('stg_commitment') }} as commitment
    left join {{ ref('stg_commitment_territory') }} as place
        on commitment.commitment_id = place.commitment_id
    group by commitment.forum_code

),

measured as (

    select
        grid.*, coalesce(reached.reached, 0) as numerator, scope_of.territories as denominator,
        coalesce(scope_of.territories, 0) as n, coalesce(placed.placed, 0) as placed,
        case
            when placed.placed > 0 then {{ ratio('coalesce(reached.reached, 0)', 'scope_of.territories') }}
        end
            as value
    from grid
    left join scope_of on grid.subject_id = scope_of.forum_code
    left join reached on grid.subject_id = reached.forum_code
    left join placed on grid.subject_id = placed.forum_code

),

{{ judged_by_cut([
        ['n = 0', 'not_computable', 'territories_of_the_forum_not_published'],
        ['placed = 0', 'not_computable', 'territories_of_commitments_not_published'],
    ], 'value < threshold') }}
