-- A contract that names its project is believed first; then a register that names the contract, then
-- one that names its process, then one that names the public notice of the process.
with contract as (

    select country, contract_id, process_id, project_code, notice, source_id, vintage_id, source_row
    from {{ ref('stg_contract') }}
    where is_present

),

link as (

    select
        country, project_code, contract_id, process_id, notice, validation, source_id, vintage_id,
        source_row
    from {{ ref('stg_project_contract') }}

),

linked as (

    select
        country, project_code, contract_id, 'published' as linked_by, 1 as certainty,
        cast(null as string) as validation, source_id, vintage_id, source_row
    from contract
    where project_code is not null
    union all
    select
        link.country, link.project_code, contract.contract_id, 'contract' as linked_by, 2 as certainty,
        link.validation, link.source_id, link.vintage_id, link.source_row
    from link
    inner join contract on link.country = contract.country and link.contract_id = contract.contract_id
    union all
    select
        link.country, link.project_code, contract.contract_id, 'process' as linked_by, 3 as certainty,
        link.validation, link.source_id, link.vintage_id, link.source_row
    from link
    inner join contract on link.country = contract.country and link.process_id = contract.process_id
    where link.contract_id is null
    union all
    select
        link.country, link.project_code, contract.contract_id, 'notice' as linked_by, 4 as certainty,
        link.validation, link.source_id, link.vintage_id, link.source_row
    from link
    inner join contract on link.country = contract.country and link.notice = contract.notice
    where link.contract_id is null and link.process_id is null

),

ranked as (

    select
        linked.*,
        row_number() over (
            partition by country, project_code, contract_id
            order by certainty, source_id, vintage_id desc, source_row
        ) as place
    from linked

),

final as (

    select * from ranked
    where place = 1

)

{{ public_columns() }}
