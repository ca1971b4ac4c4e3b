with final as (

    select * from {{ ref('int_contract_state') }}
    where is_present

)

{{ public_columns() }}
