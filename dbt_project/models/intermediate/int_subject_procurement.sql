-- Who may be looked at in procurement: contracts, processes, those who buy, companies that sell.
-- Those who buy are compared within their year where it has peers enough (macro peers_by_year).
with contract as (

    select
        'contract' as subject_type, contract_id as subject_id,
        concat_ws(' · ', buyer_name, type) as subject_name, country, territory_id,
        coalesce(cast(year(signed_on) as string), 'undated') as period,
        funding as scope,
        concat_ws('|', country, type, cast(year(signed_on) as string)) as peer_group
    from {{ ref('int_contract_state') }}
    where is_present

),

process as (

    select
        'process' as subject_type, process.process_id as subject_id,
        concat_ws(' · ', process.buyer_name, process.method_details) as subject_name, process.country,
        coalesce(process.territory_id, place.territory_id) as territory_id, process.period,
        process.method as scope, concat_ws('|', process.country, 'processes') as peer_group
    from {{ ref('int_process') }} as process
    left join {{ ref('int_place') }} as place
        on
            {{ row_key(['process.country', 'process.region_name', 'process.municipality_name']) }}
            = place.place_key

),

bought as (

    select
        'buyer' as subject_type, buyer_code as subject_id, buyer_name as subject_name, country,
        territory_id, coalesce(cast(year(signed_on) as string), 'undated') as period
    from {{ ref('int_contract_state') }}
    where is_present and buyer_code is not null
    union all
    select
        'buyer' as subject_type, buyer_code as subject_id, buyer_name as subject_name, country,
        territory_id, period
    from {{ ref('int_process') }}
    where buyer_code is not null
    union all
    select
        'procuring_entity' as subject_type, procuring_entity_code as subject_id,
        case when procuring_entity_code = buyer_code then buyer_name end as subject_name, country,
        territory_id, period
    from {{ ref('int_process') }}
    where procuring_entity_code is not null

)

select * from contract
union all
select * from process
union all
select
    subject_type, subject_id, max(subject_name) as subject_name, country,
    max(territory_id) as territory_id, period, cast(null as string) as scope,
    concat_ws('|', country, subject_type) as peer_group
from bought
group by subject_type, subject_id, country, period
union all
select
    'supplier' as subject_type, supplier_id as subject_id, supplier_name as subject_name, country,
    cast(null as string) as territory_id, 'all' as period, supplier_kind as scope,
    concat_ws('|', country, 'suppliers') as peer_group
from {{ ref('int_supplier') }}
