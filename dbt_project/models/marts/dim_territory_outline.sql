-- One outline for each territory: that of the newest year.
with ranked as (

    select
        outline.*,
        row_number() over (
            partition by territory_id
            order by year desc nulls last, source_id, vintage_id, source_row
        ) as preference
    from {{ ref('stg_territory_geometry') }} as outline

),

final as (

    select
        territory_id, substr(territory_id, 1, 2) as country, year, geometry, source_id, vintage_id,
        source_row
    from ranked
    where preference = 1

)

{{ public_columns() }}
