with final as (

    select * from {{ ref('stg_meta_vintage') }}

)

{{ public_columns() }}
