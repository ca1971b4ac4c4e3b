with final as (

    select * from {{ ref('stg_meta_quality_check') }}

)

{{ public_columns() }}
