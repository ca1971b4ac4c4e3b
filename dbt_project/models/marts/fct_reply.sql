-- Replies are recorded by the operator's dashboard; the edition only fixes their shape.
with final as (

    select
        cast(null as varchar(20)) as indicator_code, cast(null as varchar(20)) as subject_type,
        cast(null as varchar(20)) as subject_id, cast(null as varchar(20)) as period,
        cast(null as varchar(20)) as office, cast(null as date) as replied_on,
        cast(null as varchar(20)) as text, cast(null as varchar(20)) as document_url
    where 1 = 0

)

{{ public_columns() }}
