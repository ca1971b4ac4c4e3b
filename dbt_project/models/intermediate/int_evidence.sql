-- Where the rows behind each subject stand: the public table, the key in it, the line of the file.
with spending as (

    select distinct
        'entity_stream' as subject_type,
        concat_ws(':', rows_of.entity_code, rows_of.stream_code) as subject_id, rows_of.country,
        cast(rows_of.fiscal_year as string) as period,
        'fct_spending' as evidence_table,
        concat_ws(
            '|',
            rows_of.entity_code,
            cast(rows_of.fiscal_year as string),
            rows_of.stream_code,
            cast(rows_of.month as string)
        ) as evidence_key,
        rows_of.source_id, rows_of.vintage_id, rows_of.source_row,
        rows_of.origin
    from {{ ref('stg_spending') }} as rows_of
    inner join {{ ref('int_spending_year') }} as chosen
        on
            rows_of.country = chosen.country and rows_of.entity_code = chosen.entity_code
            and rows_of.fiscal_year = chosen.fiscal_year and rows_of.stream_code = chosen.stream_code
            and rows_of.source_id = chosen.source_id

),

allocation as (

    select distinct
        'beneficiary_stream' as subject_type,
        concat_ws(':', rows_of.beneficiary_code, rows_of.stream_code) as subject_id, rows_of.country,
        subjects.period, 'fct_allocation' as evidence_table,
        concat_ws('|', rows_of.beneficiary_code, rows_of.fiscal_period, rows_of.stream_code, rows_of.phase)
            as evidence_key,
        rows_of.source_id, rows_of.vintage_id, rows_of.source_row,
        rows_of.origin
    from {{ ref('stg_allocation') }} as rows_of
    inner join {{ ref('int_subject') }} as subjects
        on
            subjects.subject_type = 'beneficiary_stream' and rows_of.country = subjects.country
            and concat_ws(':', rows_of.beneficiary_code, rows_of.stream_code) = subjects.subject_id

),

legal_share as (

    select distinct
        'legal_share' as subject_type, streams.share_group as subject_id, rows_of.country,
        rows_of.fiscal_period as period, 'fct_allocation' as evidence_table,
        concat_ws('|', rows_of.beneficiary_code, rows_of.fiscal_period, rows_of.stream_code, rows_of.phase)
            as evidence_key,
        rows_of.source_id, rows_of.vintage_id, rows_of.source_row,
        rows_of.origin
    from {{ ref('stg_allocation') }} as rows_of
    inner join {{ ref('streams') }} as streams on rows_of.stream_code = streams.stream_code
    where streams.share_group is not null and rows_of.phase = 'planned_cash'

),

contract as (

    select
        country, contract_id, buyer_code, source_id, vintage_id, source_row, url,
        coalesce(cast(year(signed_on) as string), 'undated') as period
    from {{ ref('int_contract_state') }}
    where is_present

),

status as (

    select
        status.*,
        concat_ws(
            '|', status.commitment_id, status.milestone, cast(status.as_of as string), status.assessor
        ) as evidence_key
    from {{ ref('stg_commitment_status') }} as status

)

select
    subject_type,
    subject_id,
    country,
    period,
    evidence_table,
    evidence_key,
    source_id,
    vintage_id,
    source_row,
    origin as url
from spending
union all
select
    subject_type,
    subject_id,
    country,
    period,
    evidence_table,
    evidence_key,
    source_id,
    vintage_id,
    source_row,
    origin as url
from allocation
union all
select
    subject_type,
    subject_id,
    country,
    period,
    evidence_table,
    evidence_key,
    source_id,
    vintage_id,
    source_row,
    origin as url
from legal_share
union all
select
    'contract' as subject_type,
    contract_id as subject_id,
    country,
    period,
    'fct_contract' as evidence_table,
    contract_id as evidence_key,
    source_id,
    vintage_id,
    source_row,
    url
from contract
union all
select
    'buyer' as subject_type,
    buyer_code as subject_id,
    country,
    period,
    'fct_contract' as evidence_table,
    contract_id as evidence_key,
    source_id,
    vintage_id,
    source_row,
    url
from contract
where buyer_code is not null
union all
select
    'project' as subject_type, project_code as subject_id, country,
    coalesce(substr(cast(data_as_of as string), 1, 7), 'undated') as period,
    'fct_project' as evidence_table, project_code as evidence_key, source_id, vintage_id,
    source_row, url
from {{ ref('int_project_state') }}
where is_present
union all
select
    'commitment' as subject_type, commitment.commitment_id as subject_id, commitment.country,
    subjects.period, 'fct_commitment' as evidence_table, commitment.commitment_id as evidence_key,
    commitment.source_id, commitment.vintage_id, commitment.source_row, commitment.source_url as url
from {{ ref('stg_commitment') }} as commitment
inner join {{ ref('int_subject') }} as subjects
    on subjects.subject_type = 'commitment' and commitment.commitment_id = subjects.subject_id
union all
select
    'commitment' as subject_type, status.commitment_id as subject_id, subjects.country,
    subjects.period, 'fct_commitment_status' as evidence_table, status.evidence_key,
    status.source_id, status.vintage_id, status.source_row, status.evidence_url as url
from status
inner join {{ ref('int_subject') }} as subjects
    on subjects.subject_type = 'commitment' and status.commitment_id = subjects.subject_id
union all
select
    'forum' as subject_type, commitment.forum_code as subject_id, subjects.country, subjects.period,
    'fct_commitment_status' as evidence_table, latest_key.evidence_key, latest_key.source_id,
    latest_key.vintage_id, latest_key.source_row, latest_key.evidence_url as url
from {{ ref('stg_commitment') }} as commitment
inner join {{ ref('int_subject') }} as subjects
    on subjects.subject_type = 'forum' and commitment.forum_code = subjects.subject_id
inner join status as latest_key on commitment.commitment_id = latest_key.commitment_id
