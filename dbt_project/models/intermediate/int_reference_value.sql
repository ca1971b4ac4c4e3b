-- One figure per country, concept and year: where several sources give one, the surest, then the newest.
with ranked as (

    select
        given.*,
        row_number() over (
            partition by country, concept, year
            order by
                case evidence_level when 'verified' then 1 when 'secondary' then 2 else 3 end,
                vintage_as_of desc nulls last, source_id, source_row
        ) as place
    from {{ ref('stg_reference_value') }} as given

)

select * from ranked
where place = 1
