with final as (

    select * from {{ ref('stg_bid') }}

)

{{ public_columns() }}
