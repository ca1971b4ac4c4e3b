-- Who may be looked at, and when: every subject of every type, before any indicator is computed.
-- A natural person is never one of them: contracts, buyers, bodies, works and promises only.
with banded as (

    select population.territory_id, population.year, bands.band
    from {{ ref('int_population') }} as population
    inner join {{ ref('population_bands') }} as bands
        on
            population.population >= bands.inhabitants_from
            and population.population < coalesce(bands.inhabitants_below, 1e12)

),

entity_stream as (

    select
        'entity_stream' as subject_type,
        concat_ws(':', spending.entity_code, spending.stream_code) as subject_id,
        spending.entity_name as subject_name, spending.country, spending.territory_id,
        cast(spending.fiscal_year as string) as period,
        spending.stream_code as scope,
        concat_ws(
            '|',
            spending.country,
            spending.government_level,
            coalesce(banded.band, 'population unknown'),
            spending.stream_code,
            cast(spending.fiscal_year as string)
        ) as peer_group
    from {{ ref('int_spending_year') }} as spending
    left join banded
        on spending.territory_id = banded.territory_id and spending.fiscal_year = banded.year

),

beneficiary_stream as (

    select
        'beneficiary_stream' as subject_type,
        concat_ws(':', received.beneficiary_code, received.stream_code) as subject_id,
        max(beneficiary.name) as subject_name, received.country,
        max(received.territory_id) as territory_id,
        spans.period, received.stream_code as scope,
        concat_ws('|', received.country, max(beneficiary.beneficiary_kind), received.stream_code)
            as peer_group
    from {{ ref('int_money_received') }} as received
    inner join (
        select
            country, stream_code,
            concat_ws('-', min(fiscal_period), max(fiscal_period)) as period
        from {{ ref('int_money_received') }}
        where length(fiscal_period) = 4
        group by country, stream_code
    ) as spans
        on received.country = spans.country and received.stream_code = spans.stream_code
    left join {{ ref('dim_beneficiary') }} as beneficiary
        on
            received.country = beneficiary.country
            and received.beneficiary_code = beneficiary.beneficiary_code
    where length(received.fiscal_period) = 4
    group by received.beneficiary_code, received.stream_code, received.country, spans.period

),

legal_share as (

    select
        'legal_share' as subject_type,
        shares.share_group as subject_id, shares.name_es as subject_name, shares.country,
        shares.country as territory_id, planned.fiscal_period as period,
        'current' as scope,
        concat_ws('|', shares.country, planned.fiscal_period) as peer_group
    from {{ ref('sgr_legal_shares') }} as shares
    inner join (
        select distinct country, fiscal_period from {{ ref('stg_allocation') }}
        where phase = 'planned_cash' and length(fiscal_period) = 9
    ) as planned
        on shares.country = planned.country

),

contract as (

    select
        'contract' as subject_type, contract_id as subject_id,
        concat_ws(' · ', buyer_name, type) as subject_name, country, territory_id,
        coalesce(cast(year(signed_on) as string), 'undated') as period,
        funding as scope,
        concat_ws('|', country, type, cast(year(signed_on) as string)) as peer_group
    from {{ ref('int_contract_state') }}
    where is_present

),

buyer as (

    select
        'buyer' as subject_type, buyer_code as subject_id, max(buyer_name) as subject_name, country,
        max(territory_id) as territory_id,
        coalesce(cast(year(signed_on) as string), 'undated') as period,
        cast(null as string) as scope,
        concat_ws('|', country, coalesce(cast(year(signed_on) as string), 'undated')) as peer_group
    from {{ ref('int_contract_state') }}
    where is_present and buyer_code is not null
    group by buyer_code, country, year(signed_on)

),

project as (

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

select * from entity_stream
union all
select * from beneficiary_stream
union all
select * from legal_share
union all
select * from contract
union all
select * from buyer
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
