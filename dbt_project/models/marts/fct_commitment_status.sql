with final as (

    select * from {{ ref('stg_commitment_status') }}

)

{{ public_columns() }}
