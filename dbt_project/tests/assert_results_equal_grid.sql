-- Nothing may vanish between the grid and the results: every asked subject has exactly one answer.
{{ config(meta={'dagster': {'ref': {'name': 'fct_indicator_count'}}}) }}
with grid as (

    select indicator_code, country, period, count(*) as asked
    from {{ ref('int_indicator_grid') }}
    group by indicator_code, country, period

),

counted as (

    select indicator_code, country, period, sum(subjects) as answered
    from {{ ref('fct_indicator_count') }}
    group by indicator_code, country, period

)

select grid.*, counted.answered
from grid
full outer join counted
    on
        grid.indicator_code = counted.indicator_code and grid.country = counted.country
        and grid.period = counted.period
where grid.asked is distinct from counted.answered
