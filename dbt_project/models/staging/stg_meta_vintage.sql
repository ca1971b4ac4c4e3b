-- Which vintage of each slice holds now: the newest by the date its data speak of, ties by retrieval.
with ranked as (

    select
        vintage.*,
        row_number() over (
            partition by source_id, slice
            order by data_as_of desc nulls last, retrieved_at desc, vintage_id desc
        ) as slice_recency,
        row_number() over (
            partition by source_id
            order by data_as_of asc nulls first, retrieved_at asc, vintage_id asc
        ) as recency
    from {{ source('lake', 'meta_vintage') }} as vintage

)

select
    ranked.*,
    slice_recency = 1 as is_current
from ranked
