with disclosed as (

    {{ lake_current('eiti_disclosure', ['country', 'fiscal_year', 'section', 'topic', 'label']) }}

),

final as (

    select disclosed.*, disclosed.vintage_as_of as data_as_of from disclosed

)

{{ public_columns() }}
