-- Of contracts, processes and suppliers only what somebody should look at is stored;
-- fct_indicator_count has the rest.
with final as (

    select * from {{ ref('int_indicator_result') }}
    where subject_type not in {{ counted_subjects() }} or status in ('signal', 'insufficient_data')

)

{{ public_columns() }}
