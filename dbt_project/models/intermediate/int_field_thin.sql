-- The needed field of an indicator that the sources of a country fill least, where they fill it in
-- fewer rows than the setting asks for. Year by year where the entity has years, else over all.
with needed as (

    select
        fields.indicator_code, coverage.country, coverage.period, coverage.field,
        {{ ratio('sum(coverage.filled)', 'sum(coverage.rows_seen)') }} as coverage_ratio
    from {{ ref('indicator_fields') }} as fields
    inner join {{ ref('int_field_coverage') }} as coverage on fields.field = coverage.field
    group by fields.indicator_code, coverage.country, coverage.period, coverage.field

),

ranked as (

    select
        needed.*,
        row_number() over (
            partition by indicator_code, country, period
            order by coverage_ratio, field
        ) as place
    from needed

)

select
    ranked.indicator_code, ranked.country, ranked.period, ranked.field, ranked.coverage_ratio,
    ranked.coverage_ratio < settings.value as is_thin
from ranked
inner join {{ ref('indicator_thresholds') }} as settings
    on settings.indicator_code = '*' and settings.parameter = 'minimum_field_coverage'
where ranked.place = 1
