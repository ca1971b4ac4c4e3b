with final as (

    select * from {{ ref('stg_contract_supplier') }}

)

{{ public_columns() }}
