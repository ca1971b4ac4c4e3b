-- Where the rows behind each subject stand: the public table, the key in it, the line of the file.
{{ config(materialized='view') }}
with status as (

    select
        status.*,
        concat_ws(
            '|', status.commitment_id, status.milestone, cast(status.as_of as string), status.assessor
        ) as evidence_key
    from {{ ref('stg_commitment_status') }} as status

)

select * from {{ ref('int_evidence_money') }}
union all
select * from {{ ref('int_evidence_procurement') }}
union all
select
    'project' as subject_type, project_code as subject_id, country,
    coalesce(substr(cast(data_as_of as string), 1, 7), 'undated') as period,
    'fct_project' as evidence_table, project_code as evidence_key, source_id, vintage_id,
    source_row, 1 as source_rows, url
from {{ ref('int_project_state') }}
where is_present
union all
select
    'commitment' as subject_type, commitment.commitment_id as subject_id, commitment.country,
    subjects.period, 'fct_commitment' as evidence_table, commitment.commitment_id as evidence_key,
    commitment.source_id, commitment.vintage_id, commitment.source_row, 1 as source_rows,
    commitment.source_url as url
from {{ ref('stg_commitment') }} as commitment
inner join {{ ref('int_subject') }} as subjects
    on subjects.subject_type = 'commitment' and commitment.commitment_id = subjects.subject_id
union all
select
    'commitment' as subject_type, status.commitment_id as subject_id, subjects.country,
    subjects.period, 'fct_commitment_status' as evidence_table, status.evidence_key,
    status.source_id, status.vintage_id, status.source_row, 1 as source_rows,
    status.evidence_url as url
from status
inner join {{ ref('int_subject') }} as subjects
    on subjects.subject_type = 'commitment' and status.commitment_id = subjects.subject_id
union all
select
    'forum' as subject_type, commitment.forum_code as subject_id, subjects.country, subjects.period,
    'fct_commitment_status' as evidence_table, latest_key.evidence_key, latest_key.source_id,
    latest_key.vintage_id, latest_key.source_row, 1 as source_rows,
    latest_key.evidence_url as url
from {{ ref('stg_commitment') }} as commitment
inner join {{ ref('int_subject') }} as subjects
    on subjects.subject_type = 'forum' and commitment.forum_code = subjects.subject_id
inner join status as latest_key on commitment.commitment_id = latest_key.commitment_id
