-- What the bodies concerned answered, from files and from the moderated door alike (the source
-- int_signal_replies says the layout). An answer to a result that no longer stands is kept.
with final as (

    select
        indicator_code, subject_type, subject_id, country, period, office, replied_on, text,
        document_url, source_id, vintage_id, source_row
    from {{ ref('stg_reply') }}

)

{{ public_columns() }}
