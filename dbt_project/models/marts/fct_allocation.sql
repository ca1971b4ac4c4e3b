with final as (

    select allocation.*, allocation.vintage_as_of as data_as_of
    from {{ ref('stg_allocation') }} as allocation

)

{{ public_columns() }}
