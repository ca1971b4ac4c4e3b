with final as (

    select
        indicator_code, max(subject_type) as subject_type, country, period, status,
        count(*) as subjects, max(base_rate) as base_rate, max(rule_version) as rule_version
    from {{ ref('int_indicator_result') }}
    group by indicator_code, country, period, status

)

{{ public_columns() }}
