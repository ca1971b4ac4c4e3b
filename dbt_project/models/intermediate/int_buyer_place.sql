-- A buyer's code to the public body that bears it, once: the active one, then the newest.
with ranked as (

    select
        country, procurement_code as buyer_code, name, territory_id,
        row_number() over (
            partition by country, procurement_code
            order by coalesce(is_active, false) desc, updated_on desc nulls last, tax_id
        ) as place
    from {{ ref('dim_public_body') }}
    where procurement_code is not null

)

select * from ranked
where place = 1
