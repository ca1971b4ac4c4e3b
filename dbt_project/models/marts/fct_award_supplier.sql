with final as (

    select * from {{ ref('stg_award_supplier') }}

)

{{ public_columns() }}
