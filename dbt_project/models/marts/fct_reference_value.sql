with final as (

    select * from {{ ref('int_reference_value') }}

)

{{ public_columns() }}
