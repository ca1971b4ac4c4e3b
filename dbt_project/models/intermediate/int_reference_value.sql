-- One figure per country, concept and year: where several sources give one, the surest, then the newest.
-- A price index is one series: of several bases the one with the most years stands.
with series as (

    select
        country, concept, unit,
        row_number() over (
            partition by country, concept
            order by
                count(distinct year) desc, max(year) desc,
                min(case evidence_level when 'verified' then 1 when 'secondary' then 2 else 3 end), unit
        ) as series_place
    from {{ ref('stg_reference_value') }}
    group by country, concept, unit

),

ranked as (

    select
        given.*,
        row_number() over (
            partition by given.country, given.concept, given.year
            order by
                case given.evidence_level when 'verified' then 1 when 'secondary' then 2 else 3 end,
                given.vintage_as_of desc nulls last, given.source_id, given.source_row
        ) as place
    from {{ ref('stg_reference_value') }} as given
    inner join series
        on
            given.country = series.country and given.concept = series.concept
            and given.unit = series.unit
    where given.concept <> 'consumer_price_index' or series.series_place = 1

)

select * from ranked
where place = 1
