with final as (

    select * from {{ ref('stg_bid_tenderer') }}

)

{{ public_columns() }}
