-- Who may be looked at for income of a year: governments, departments, companies that pay.
select
    'beneficiary_year' as subject_type, split.subject_id, split.subject_name, split.country,
    split.territory_id, split.period, 'all_income' as scope, split.peer_group
from (
    select
        received.beneficiary_code as subject_id, max(beneficiary.name) as subject_name, received.country,
        max(received.territory_id) as territory_id, received.fiscal_period as period,
        concat_ws('|', received.country, max(beneficiary.beneficiary_kind), received.fiscal_period)
            as peer_group
    from {{ ref('int_money_received') }} as received
    left join {{ ref('dim_beneficiary') }} as beneficiary
        on
            received.country = beneficiary.country
            and received.beneficiary_code = beneficiary.beneficiary_code
    group by received.beneficiary_code, received.country, received.fiscal_period
) as split
union all
select distinct
    'region_year' as subject_type, within.ancestor_id as subject_id, region.name as subject_name,
    received.country, within.ancestor_id as territory_id, received.fiscal_period as period,
    'CANON_MINERO' as scope, concat_ws('|', received.country, 'regions', received.fiscal_period) as peer_group
from {{ ref('int_money_received') }} as received
inner join {{ ref('int_territory_within') }} as within
    on received.territory_id = within.territory_id and within.ancestor_level = 'region'
inner join {{ ref('dim_territory') }} as region on within.ancestor_id = region.territory_id
where received.stream_code = 'CANON_MINERO'
union all
select
    'company_year' as subject_type, coalesce(company_code, company) as subject_id,
    max(company) as subject_name, country, country as territory_id,
    cast(fiscal_year as string) as period, 'payee' as scope,
    concat_ws('|', country, cast(fiscal_year as string)) as peer_group
from {{ ref('stg_company_payment') }}
where view = 'payee' and coalesce(company_code, company) is not null and fiscal_year is not null
group by coalesce(company_code, company), country, fiscal_year
