with final as (

    select * from {{ ref('stg_commitment_territory') }}

)

{{ public_columns() }}
