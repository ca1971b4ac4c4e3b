with final as (

    {{ lake_current('contract_amendment', ['country', 'amendment_id']) }}

)

{{ public_columns() }}
