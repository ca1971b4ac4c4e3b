with final as (

    select * from {{ ref('int_project_state') }}

)

{{ public_columns() }}
