-- Every signal leads to its rows, and so does what is clear where few rows stand behind a subject.
with judged as (

    select indicator_code, subject_type, subject_id, country, period
    from {{ ref('int_indicator_result') }}
    where status = 'signal' or (status = 'clear' and subject_type not in {{ subjects_of_many_rows() }})

),

final as (

    select
        judged.*,
        evidence.evidence_table, evidence.evidence_key, evidence.source_id, evidence.vintage_id,
        evidence.source_row, evidence.source_rows, evidence.url
    from judged
    inner join {{ ref('int_evidence') }} as evidence
        on
            judged.subject_type = evidence.subject_type
            and judged.subject_id = evidence.subject_id
            and judged.country = evidence.country and judged.period = evidence.period

)

{{ public_columns() }}
