-- Replies are recorded by the operator's dashboard; the edition only fixes their shape.
with final as (

    select
        cast(null as string) as indicator_code, cast(null as string) as subject_type,
        cast(null as string) as subject_id, cast(null as string) as period,
        cast(null as string) as office, cast(null as date) as replied_on,
        cast(null as string) as text, cast(null as string) as document_url
    where 1 = 0

)

{{ public_columns() }}
