-- Where the rows behind contracts, processes, buyers and suppliers stand.
{{ config(materialized='view') }}
with contract as (

    select
        country, contract_id, buyer_code, source_id, vintage_id, source_row, url,
        coalesce(cast(year(signed_on) as string), 'undated') as period
    from {{ ref('int_contract_state') }}
    where is_present

),

part as (

    select
        country, process_id, 'fct_bid' as evidence_table, concat_ws('|', process_id, bid_id) as evidence_key,
        source_id, vintage_id, source_row
    from {{ ref('stg_bid') }}
    union all
    select
        country, process_id, 'fct_award' as evidence_table,
        concat_ws('|', process_id, award_id) as evidence_key, source_id, vintage_id, source_row
    from {{ ref('stg_award') }}
    union all
    select
        country, process_id, 'fct_process' as evidence_table, process_id as evidence_key, source_id,
        vintage_id, source_row
    from {{ ref('int_process') }}

),

sold as (

    select
        country, supplier_id, 'fct_contract_supplier' as evidence_table, contract_id as evidence_key,
        source_id, vintage_id, source_row
    from {{ ref('stg_contract_supplier') }}
    union all
    select
        country, supplier_id, 'fct_award_supplier' as evidence_table,
        concat_ws('|', process_id, award_id) as evidence_key, source_id, vintage_id, source_row
    from {{ ref('stg_award_supplier') }}
    union all
    select
        country, tenderer_id as supplier_id, 'fct_bid_tenderer' as evidence_table,
        concat_ws('|', process_id, bid_id) as evidence_key, source_id, vintage_id, source_row
    from {{ ref('stg_bid_tenderer') }}

)

select
    'contract' as subject_type, contract_id as subject_id, country, period,
    'fct_contract' as evidence_table, contract_id as evidence_key, source_id, vintage_id,
    source_row, 1 as source_rows, url
from contract
union all
select
    'buyer' as subject_type, buyer_code as subject_id, country, period,
    'fct_contract' as evidence_table, contract_id as evidence_key, source_id, vintage_id,
    source_row, 1 as source_rows, url
from contract
where buyer_code is not null
union all
select
    'buyer' as subject_type, buyer_code as subject_id, country, period,
    'fct_process' as evidence_table, process_id as evidence_key, source_id, vintage_id,
    source_row, 1 as source_rows, url
from {{ ref('int_process') }}
where buyer_code is not null
union all
select
    'procuring_entity' as subject_type, procuring_entity_code as subject_id, country, period,
    'fct_process' as evidence_table, process_id as evidence_key, source_id, vintage_id,
    source_row, 1 as source_rows, url
from {{ ref('int_process') }}
where procuring_entity_code is not null
union all
select
    'process' as subject_type, process.process_id as subject_id, process.country, process.period,
    part.evidence_table, part.evidence_key, part.source_id, part.vintage_id, part.source_row,
    1 as source_rows, process.url
from {{ ref('int_process') }} as process
inner join part on process.country = part.country and process.process_id = part.process_id
union all
select
    'supplier' as subject_type, sold.supplier_id as subject_id, sold.country, 'all' as period,
    sold.evidence_table, sold.evidence_key, sold.source_id, sold.vintage_id, sold.source_row,
    1 as source_rows, cast(null as string) as url
from sold
