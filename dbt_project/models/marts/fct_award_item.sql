with final as (

    select * from {{ ref('stg_award_item') }}

)

{{ public_columns() }}
