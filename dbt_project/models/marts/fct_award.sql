with final as (

    select * from {{ ref('stg_award') }}

)

{{ public_columns() }}
