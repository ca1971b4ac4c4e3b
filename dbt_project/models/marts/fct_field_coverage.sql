with final as (

    select coverage.*, {{ ratio('filled', 'rows_seen') }} as coverage_ratio
    from {{ ref('int_field_coverage') }} as coverage

)

{{ public_columns() }}
