with final as (

    select
        commitment.*,
        latest.status as current_status,
        latest.as_of as current_status_as_of,
        latest.assessor as current_assessor
    from {{ ref('stg_commitment') }} as commitment
    left join {{ ref('int_commitment_latest') }} as latest
        on commitment.commitment_id = latest.commitment_id

)

{{ public_columns() }}
