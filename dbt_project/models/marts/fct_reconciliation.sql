-- Comparisons of superseded vintages are history: only what holds now is shown.
with stated as (

    select
        stated.reconciliation_id, stated.source_id, stated.vintage_id, stated.subject,
        stated.left_name, stated.left_value, stated.right_name, stated.right_value,
        stated.difference, stated.unit, stated.cause_es, stated.cause_en
    from {{ ref('stg_meta_reconciliation') }} as stated
    inner join {{ ref('stg_meta_vintage') }} as vintage
        on stated.source_id = vintage.source_id and stated.vintage_id = vintage.vintage_id
    where vintage.is_current

),

-- The plan against the law's total of the biennium.
planned as (

    select
        country, fiscal_period, source_id, max(vintage_id) as vintage_id, sum(amount) as amount,
        max(currency) as currency
    from {{ ref('int_cash_plan') }}
    group by country, fiscal_period, source_id

),

against_law as (

    select
        concat_ws('|', 'plan_against_legal_total', planned.source_id, planned.fiscal_period)
            as reconciliation_id,
        planned.source_id, planned.vintage_id,
        'planned cash ' || planned.fiscal_period as subject,
        'sum of the cash plan' as left_name, planned.amount as left_value,
        law.source as right_name, law.amount as right_value,
        planned.amount - law.amount as difference, planned.currency as unit,
        case
            when planned.amount = law.amount then 'Coinciden' else
                'Redondeo o diferencia del propio plan frente al total citado'
        end as cause_es,
        case
            when planned.amount = law.amount then 'They agree' else
                'Rounding or difference of the plan itself against the cited total'
        end as cause_en
    from planned
    inner join {{ ref('legal_totals') }} as law
        on planned.country = law.country and planned.fiscal_period = law.fiscal_period

),

-- Rows that slices of one source repeat: loaded once.
repeats as (

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

),

everything as (

    select * from stated
    union all
    select * from against_law
    union all
    select * from against_repeats

),

numbered as (

    select
        everything.*,
        row_number() over (partition by reconciliation_id order by subject, left_value) as copy_number
    from everything

),

-- A file of several sheets compares the same total once per sheet, under one name.
final as (

    select
        case
            when copy_number = 1 then reconciliation_id
            else reconciliation_id || '#' || cast(copy_number as string)
        end as reconciliation_id,
        source_id, vintage_id, subject, left_name, left_value, right_name, right_value, difference,
        unit, cause_es, cause_en
    from numbered

)

{{ public_columns() }}
