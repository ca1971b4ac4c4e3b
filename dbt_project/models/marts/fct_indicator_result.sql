-- Of contracts, processes and suppliers only what somebody should look at; fct_indicator_count has
-- the rest.
with final as (

    select * from {{ ref('int_indicator_result') }}

)

{{ public_columns() }}
