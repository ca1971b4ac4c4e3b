-- Rows that slices of one source repeat: loaded once.
with repeats as (

    select 'spending' as entity, lake.source_id, count(*) as in_lake
    from {{ source('lake', 'spending') }} as lake
    inner join {{ ref('stg_meta_vintage') }} as vintage
        on lake.source_id = vintage.source_id and lake.vintage_id = vintage.vintage_id
    where vintage.is_current
    group by lake.source_id
    union all
    select 'allocation' as entity, lake.source_id, count(*) as in_lake
    from {{ source('lake', 'allocation') }} as lake
    inner join {{ ref('stg_meta_vintage') }} as vintage
        on lake.source_id = vintage.source_id and lake.vintage_id = vintage.vintage_id
    where vintage.is_current
    group by lake.source_id

),

kept as (

    select 'spending' as entity, source_id, count(*) as kept from {{ ref('stg_spending') }}
    group by source_id
    union all
    select 'allocation' as entity, source_id, count(*) as kept from {{ ref('stg_allocation') }}
    group by source_id

),

against_repeats as (

    select
        concat_ws('|', 'repeated_rows', repeats.entity, repeats.source_id) as reconciliation_id,
        repeats.source_id, cast(null as string) as vintage_id,
        'rows of ' || repeats.entity || ' that files of one source repeat' as subject,
        'rows of the current vintages' as left_name, repeats.in_lake as left_value,
        'rows kept' as right_name, coalesce(kept.kept, 0) as right_value,
        repeats.in_lake - coalesce(kept.kept, 0) as difference, 'rows' as unit,
        'Archivos de una misma fuente repiten filas: cada una se carga una vez' as cause_es,
        'Files of one source repeat rows: each is loaded once' as cause_en
    from repeats
    left join kept on repeats.entity = kept.entity and repeats.source_id = kept.source_id
    where repeats.in_lake <> coalesce(kept.kept, 0)

)

select * from against_repeats
