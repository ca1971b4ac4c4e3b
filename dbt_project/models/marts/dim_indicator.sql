with final as (

    select * from {{ ref('indicator_catalogue') }}

)

{{ public_columns() }}
