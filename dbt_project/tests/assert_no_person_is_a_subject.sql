-- A natural person is never the subject of a signal: subject types are closed, and no subject is
-- the identifier of a supplier who is, or may be, a person.
{{ config(meta={'dagster': {'ref': {'name': 'fct_indicator_result'}}}) }}
select result.indicator_code, result.subject_type, result.subject_id
from {{ ref('fct_indicator_result') }} as result
left join {{ ref('fct_contract_supplier') }} as supplier
    on result.subject_id = supplier.supplier_id and supplier.supplier_kind in ('person', 'unknown')
where
    result.subject_type not in (
        'entity_stream',
        'beneficiary_stream',
        'legal_share',
        'contract',
        'buyer',
        'project',
        'commitment',
        'forum'
    )
    or supplier.supplier_id is not null
