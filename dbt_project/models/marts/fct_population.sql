with final as (

    select population.*, substr(population.territory_id, 1, 2) as country
    from {{ ref('stg_population') }} as population

)

{{ public_columns() }}
