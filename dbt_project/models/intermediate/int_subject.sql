-- Who may be looked at, and when: every subject of every type, before any indicator is computed.
-- A natural person is never one of them: contracts, buyers, bodies, works and promises only.
with project as (

    select
        'project' as subject_type, project_code as subject_id, name as subject_name, country,
        cast(null as string) as territory_id,
        coalesce(substr(cast(data_as_of as string), 1, 7), 'undated') as period,
        case when royalty_value > 0 then 'royalty' else 'unknown' end as scope,
        concat_ws('|', country, status) as peer_group
    from {{ ref('int_project_state') }}
    where is_present

),

project_place as (

    -- A work in one place is placed there; a work in several stands in none of them.
    select country, project_code, max(territory_id) as territory_id
    from {{ ref('fct_project_territory') }}
    where territory_id is not null
    group by country, project_code
    having count(distinct territory_id) = 1

),

commitment as (

    select
        'commitment' as subject_type, commitment.commitment_id as subject_id,
        commitment.title as subject_name, commitment.country,
        coalesce(place.territory_id, commitment.country) as territory_id,
        coalesce(
            cast(year(latest.as_of) as string), cast(year(commitment.due_on) as string),
            'undated'
        ) as period,
        commitment.forum_code as scope,
        concat_ws('|', 'commitments', forum.kind) as peer_group
    from {{ ref('stg_commitment') }} as commitment
    left join {{ ref('stg_forum') }} as forum on commitment.forum_code = forum.forum_code
    left join {{ ref('int_commitment_latest') }} as latest
        on commitment.commitment_id = latest.commitment_id
    left join (
        select commitment_id, max(territory_id) as territory_id
        from {{ ref('stg_commitment_territory') }}
        group by commitment_id
        having count(*) = 1
    ) as place
        on commitment.commitment_id = place.commitment_id

),

forum as (

    select
        'forum' as subject_type, forum_code as subject_id, name as subject_name, country,
        country as territory_id,
        coalesce(
            nullif(
                concat_ws('-', cast(year(starts_on) as string), cast(year(ends_on) as string)), ''
            ),
            'undated'
        ) as period,
        kind as scope, concat_ws('|', 'forums', kind) as peer_group
    from {{ ref('stg_forum') }}

)

select * from {{ ref('int_subject_money') }}
union all
select * from {{ ref('int_subject_procurement') }}
union all
select
    project.subject_type, project.subject_id, project.subject_name, project.country,
    project_place.territory_id, project.period, project.scope, project.peer_group
from project
left join project_place
    on project.country = project_place.country and project.subject_id = project_place.project_code
union all
select * from commitment
union all
select * from forum
