with final as (

    select * from {{ ref('stg_forum_territory') }}

)

{{ public_columns() }}
