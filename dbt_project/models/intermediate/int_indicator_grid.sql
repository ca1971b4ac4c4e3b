-- The grid: every subject with every indicator that its country has, before any result, so that
-- nothing can vanish. The threshold in force in the subject's own period stands beside it.
-- A view: as a table every contract would be written once per indicator.
{{ config(materialized='view') }}
with asked as (

    select
        catalogue.indicator_code, catalogue.minimum_n, catalogue.rule_version,
        subjects.*,
        case
            when
                substr(subjects.period, 1, 2) in ('19', '20')
                then cast(substr(subjects.period, 1, 4) as integer)
        end as period_year
    from {{ ref('indicator_catalogue') }} as catalogue
    inner join {{ ref('int_subject') }} as subjects
        on
            concat('|', catalogue.subject_type, '|') like concat('%|', subjects.subject_type, '|%')
            and (catalogue.countries = '*' or catalogue.countries like '%' || subjects.country || '%')

),

periods as (

    select distinct indicator_code, country, period_year from asked

),

in_force as (

    select
        periods.indicator_code, periods.country, periods.period_year, thresholds.value,
        row_number() over (
            partition by periods.indicator_code, periods.country, periods.period_year
            order by
                case when thresholds.country = periods.country then 0 else 1 end,
                thresholds.valid_from desc
        ) as place
    from periods
    inner join {{ ref('indicator_thresholds') }} as thresholds
        on
            periods.indicator_code = thresholds.indicator_code
            and thresholds.parameter = 'threshold'
            and thresholds.country in (periods.country, '*')
            and (periods.period_year is null or year(thresholds.valid_from) <= periods.period_year)

),

settings as (

    select
        max(case when parameter = 'tukey_fence_multiplier' then value end) as fence_multiplier,
        max(case when parameter = 'minimum_peers' then value end) as minimum_peers,
        max(case when parameter = 'minimum_fence_peers' then value end) as minimum_fence_peers,
        max(case when parameter = 'wilson_z' then value end) as wilson_z
    from {{ ref('indicator_thresholds') }}
    where indicator_code = '*'

)

select
    asked.*, in_force.value as legal_threshold, settings.fence_multiplier,
    settings.minimum_peers, settings.minimum_fence_peers, settings.wilson_z
from asked
cross join settings
left join in_force
    on
        asked.indicator_code = in_force.indicator_code and asked.country = in_force.country
        and asked.period_year is not distinct from in_force.period_year and in_force.place = 1
