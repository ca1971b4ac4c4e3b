-- The score of a panel: the mean of its dimensions, each the mean of its components. Below 60 % of the
-- components, three components or two dimensions a subject is not evaluable.
with dimensions as (

    select
        panel, subject_type, subject_id, country, period, dimension,
        max(subject_name) as subject_name, max(territory_id) as territory_id, max(scope) as scope,
        max(weights_version) as weights_version, count(*) as expected, count(risk) as components,
        sum(risk * weight) / nullif(sum(case when risk is not null then weight end), 0) as risk
    from {{ ref('int_composite_component') }}
    group by panel, subject_type, subject_id, country, period, dimension

),

scored as (

    select
        panel, subject_type, subject_id, country, period,
        max(subject_name) as subject_name, max(territory_id) as territory_id,
        max(weights_version) as weights_version,
        concat_ws('|', panel, country, period, case when subject_type <> 'buyer' then max(scope) end)
            as rank_group,
        sum(expected) as expected, sum(components) as components, count(risk) as dimensions,
        {{ ratio('sum(components)', 'sum(expected)') }} as coverage_ratio,
        100 * avg(risk) as score
    from dimensions
    group by panel, subject_type, subject_id, country, period

)

select
    scored.*,
    -- two hundred rows follow per subject: they carry numbers, not names
    row_number() over (order by panel, country, subject_type, subject_id, period) as subject_number,
    dense_rank() over (order by rank_group) as group_number,
    case
        when coverage_ratio < 0.6 then 'coverage_below_60_percent'
        when components < 3 then 'fewer_than_three_components'
        when dimensions < 2 then 'one_dimension'
    end as reason
from scored
