with final as (

    select payment.*, payment.vintage_as_of as data_as_of
    from {{ ref('stg_company_payment') }} as payment

)

{{ public_columns() }}
