-- Where the rows behind budgets, transfers and legal shares stand, line by line.
{{ config(materialized='view') }}
with spending as (

    -- a month of an entity and stream: fct_spending has its lines, the first of them is named here
    select
        'entity_stream' as subject_type,
        concat_ws(':', rows_of.entity_code, rows_of.stream_code) as subject_id, rows_of.country,
        cast(rows_of.fiscal_year as string) as period,
        'fct_spending' as evidence_table,
        concat_ws(
            '|',
            rows_of.entity_code,
            cast(rows_of.fiscal_year as string),
            rows_of.stream_code,
            cast(rows_of.month as string)
        ) as evidence_key,
        rows_of.source_id, rows_of.vintage_id, rows_of.first_row as source_row, rows_of.source_rows,
        rows_of.origin as url
    from {{ ref('int_spending_month') }} as rows_of
    inner join {{ ref('int_spending_year') }} as chosen
        on
            rows_of.country = chosen.country and rows_of.entity_code = chosen.entity_code
            and rows_of.fiscal_year = chosen.fiscal_year and rows_of.stream_code = chosen.stream_code
            and rows_of.source_id = chosen.source_id

),

allocation as (

    select distinct
        subjects.subject_type,
        concat_ws(':', rows_of.beneficiary_code, rows_of.stream_code) as subject_id, rows_of.country,
        subjects.period, 'fct_allocation' as evidence_table,
        concat_ws('|', rows_of.beneficiary_code, rows_of.fiscal_period, rows_of.stream_code, rows_of.phase)
            as evidence_key,
        rows_of.source_id, rows_of.vintage_id, rows_of.source_row,
        rows_of.origin
    from {{ ref('stg_allocation') }} as rows_of
    inner join {{ ref('int_subject') }} as subjects
        on
            rows_of.country = subjects.country
            and (
                subjects.subject_type = 'beneficiary_stream'
                or subjects.subject_type = 'beneficiary_period' and rows_of.fiscal_period = subjects.period
            )
            and concat_ws(':', rows_of.beneficiary_code, rows_of.stream_code) = subjects.subject_id

),

legal_share as (

    select distinct
        'legal_share' as subject_type, streams.share_group as subject_id, rows_of.country,
        rows_of.fiscal_period as period, 'fct_allocation' as evidence_table,
        concat_ws('|', rows_of.beneficiary_code, rows_of.fiscal_period, rows_of.stream_code, rows_of.phase)
            as evidence_key,
        rows_of.source_id, rows_of.vintage_id, rows_of.source_row,
        rows_of.origin
    from {{ ref('stg_allocation') }} as rows_of
    inner join {{ ref('streams') }} as streams on rows_of.stream_code = streams.stream_code
    where streams.share_group is not null and rows_of.phase = 'planned_cash'

)

select * from spending
union all
select
    subject_type, subject_id, country, period, evidence_table, evidence_key, source_id, vintage_id,
    source_row, 1 as source_rows, origin as url
from allocation
union all
select
    subject_type, subject_id, country, period, evidence_table, evidence_key, source_id, vintage_id,
    source_row, 1 as source_rows, origin as url
from legal_share
union all
select distinct
    'beneficiary_year' as subject_type, beneficiary_code as subject_id, country,
    fiscal_period as period, 'fct_allocation' as evidence_table,
    concat_ws('|', beneficiary_code, fiscal_period, stream_code, phase) as evidence_key,
    source_id, vintage_id, source_row, 1 as source_rows, origin as url
from {{ ref('stg_allocation') }}
union all
select
    'region_year' as subject_type, within.ancestor_id as subject_id, rows_of.country,
    rows_of.fiscal_period as period, 'fct_allocation' as evidence_table,
    concat_ws('|', rows_of.beneficiary_code, rows_of.fiscal_period, rows_of.stream_code, rows_of.phase)
        as evidence_key,
    rows_of.source_id, rows_of.vintage_id, rows_of.source_row, 1 as source_rows, rows_of.origin as url
from {{ ref('stg_allocation') }} as rows_of
inner join {{ ref('int_territory_within') }} as within
    on rows_of.territory_id = within.territory_id and within.ancestor_level = 'region'
where rows_of.stream_code = 'CANON_MINERO'
union all
select
    'company_year' as subject_type, coalesce(company_code, company) as subject_id, country,
    cast(fiscal_year as string) as period, 'fct_company_payment' as evidence_table,
    concat_ws('|', report_id, company, cast(fiscal_year as string)) as evidence_key,
    source_id, vintage_id, source_row, 1 as source_rows, origin as url
from {{ ref('stg_company_payment') }}
where view = 'payee'
