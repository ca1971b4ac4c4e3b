with final as (

    select * from {{ ref('int_project_state') }}
    where is_present

)

{{ public_columns() }}
