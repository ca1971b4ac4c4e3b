with final as (

    select * from {{ ref('stg_meta_reject') }}

)

{{ public_columns() }}
