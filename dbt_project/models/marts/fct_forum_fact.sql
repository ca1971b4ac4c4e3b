with final as (

    select * from {{ ref('stg_forum_fact') }}

)

{{ public_columns() }}
