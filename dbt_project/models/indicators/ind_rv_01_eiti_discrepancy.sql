-- RV-01: what companies declare to have paid a country in a year, per company, against what the
-- government declares to have received from it.
with grid as (

    {{ indicator_grid('RV-01') }}

),

declared as (

    select
        country, coalesce(company_code, company) as subject_id, cast(fiscal_year as string) as period,
        max(case when declared_by = 'reconciled' then 1 else 0 end) as is_reconciled,
        sum(case when declared_by = 'company' then amount end) as by_company,
        sum(case when declared_by = 'government' then amount end) as by_government,
        count(*) as n, count(distinct currency) as currencies
    from {{ ref('stg_company_payment') }}
    where view = 'payee'
    group by country, coalesce(company_code, company), fiscal_year

),

measured as (

    select
        grid.*, declared.by_company as numerator, declared.by_government as denominator,
        coalesce(declared.n, 0) as n, declared.currencies,
        abs({{ ratio('(declared.by_company - declared.by_government)', 'declared.by_government') }}) as value
    from grid
    left join declared
        on
            grid.country = declared.country and grid.subject_id = declared.subject_id
            and grid.period = declared.period

),

{{ judged_by_cut([
        ['numerator is null', 'not_computable', 'company_side_not_declared'],
        ['denominator is null', 'not_computable', 'government_side_not_declared'],
        ['currencies > 1', 'not_computable', 'several_currencies'],
    ], 'value > threshold') }}
