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

-- The plan against the law's total of the biennium; six decimals, as the files' comparisons have.
planned as (

    select
        country, fiscal_period, source_id, max(vintage_id) as vintage_id,
        cast(sum(amount) as decimal(38, 6)) as amount, max(currency) as currency
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
        law.source as right_name, cast(law.amount as decimal(38, 6)) as right_value,
        cast(planned.amount - law.amount as decimal(38, 6)) as difference, planned.currency as unit,
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

everything as (

    select * from stated
    union all
    select * from against_law
    union all
    select * from {{ ref('int_repeated_rows') }}

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
