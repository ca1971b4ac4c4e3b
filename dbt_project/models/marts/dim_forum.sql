with final as (

    select * from {{ ref('stg_forum') }}

)

{{ public_columns() }}
