with funding as (

    {{ lake_current('project_funding', [
            'country', 'project_code', 'beneficiary_code', 'fiscal_period', 'stream_code', 'stream_label'
        ]) }}

),

final as (

    select funding.*, funding.vintage_as_of as data_as_of from funding

)

{{ public_columns() }}
