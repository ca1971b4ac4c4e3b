-- A body that only an allocation names still needs its row.
with candidates as (

    select
        country, beneficiary_code, name, beneficiary_kind, territory_id,
        source_id, vintage_id, source_row, vintage_as_of, 1 as preference
    from {{ ref('stg_beneficiary') }}
    union all
    select
        country, beneficiary_code, max(beneficiary_name) as name,
        max(beneficiary_kind) as beneficiary_kind, max(territory_id) as territory_id,
        source_id, vintage_id, min(source_row) as source_row, max(vintage_as_of) as vintage_as_of,
        2 as preference
    from {{ ref('stg_allocation') }}
    group by country, beneficiary_code, source_id, vintage_id

),

ranked as (

    select
        candidates.*,
        row_number() over (
            partition by country, beneficiary_code
            order by preference, vintage_as_of desc nulls last, source_id, vintage_id desc, source_row
        ) as place
    from candidates

),

final as (

    select * from ranked
    where place = 1

)

{{ public_columns() }}
