with final as (

    select
        indicator_code, subject_type, country, period, status,
        count(*) as subjects, max(base_rate) as base_rate, max(rule_version) as rule_version
    from {{ ref('int_indicator_judged') }}
    group by indicator_code, subject_type, country, period, status

)

{{ public_columns() }}
