-- A natural person is never the subject of a signal: subject types are closed, and no subject is
-- the identifier of a supplier who is, or may be, a person.
{{ config(meta={'dagster': {'ref': {'name': 'fct_indicator_result'}}}) }}
select result.indicator_code, result.subject_type, result.subject_id
from {{ ref('fct_indicator_result') }} as result
left join (
    select supplier_id from {{ ref('fct_contract_supplier') }}
    where supplier_kind in ('person', 'unknown')
    union
    select supplier_id from {{ ref('fct_award_supplier') }}
    where supplier_kind in ('person', 'unknown')
    union
    select tenderer_id as supplier_id from {{ ref('fct_bid_tenderer') }}
    where tenderer_kind in ('person', 'unknown')
) as supplier
    on result.subject_id = supplier.supplier_id
where
    result.subject_type not in (
        'entity_stream',
        'beneficiary_stream',
        'legal_share',
        'beneficiary_period',
        'beneficiary_year',
        'region_year',
        'company_year',
        'contract',
        'process',
        'procuring_entity',
        'supplier',
        'buyer',
        'project',
        'commitment',
        'forum'
    )
    or supplier.supplier_id is not null
