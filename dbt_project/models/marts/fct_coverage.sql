-- Municipalities of each region with a row, per entity, period and source. Regions without any
-- row are shown too, for every period that the source covers: absence is a finding.
with present as (

    select 'allocation' as entity, source_id, fiscal_period as period, territory_id
    from {{ ref('stg_allocation') }}
    union
    select 'spending' as entity, source_id, cast(fiscal_year as string) as period, territory_id
    from {{ ref('stg_spending') }}
    where government_level = 'local'
    union
    select 'population' as entity, source_id, cast(year as string) as period, territory_id
    from {{ ref('stg_population') }}

),

municipality as (

    select within.territory_id, within.ancestor_id as region_id, substr(within.ancestor_id, 1, 2) as country
    from {{ ref('int_territory_within') }} as within
    where level = 'municipality' and ancestor_level = 'region'

),

counted as (

    select present.entity, present.source_id, present.period, municipality.region_id, count(*) as present
    from present
    inner join municipality on present.territory_id = municipality.territory_id
    group by present.entity, present.source_id, present.period, municipality.region_id

),

covered as (

    select distinct counted.entity, counted.source_id, counted.period, municipality.country
    from counted
    inner join municipality on counted.region_id = municipality.region_id

),

wanted as (

    select country, region_id, count(*) as expected from municipality
    group by country, region_id

),

final as (

    select
        covered.entity, wanted.country, wanted.region_id as territory_id, covered.period,
        covered.source_id, 'municipality' as unit, wanted.expected,
        coalesce(counted.present, 0) as present,
        wanted.expected - coalesce(counted.present, 0) as missing
    from covered
    inner join wanted on covered.country = wanted.country
    left join counted
        on
            covered.entity = counted.entity and covered.source_id = counted.source_id
            and covered.period = counted.period and wanted.region_id = counted.region_id

)

{{ public_columns() }}
