with final as (

    select * from {{ ref('streams') }}

)

{{ public_columns() }}
