-- Companies and consortia that bid, won or hold a contract. An identifier that any row gives to a
-- natural person, or to somebody of unknown kind, is nobody here: a person is never looked at.
with named as (

    select country, tenderer_id as supplier_id, tenderer_kind as supplier_kind, tenderer_name as supplier_name
    from {{ ref('stg_bid_tenderer') }}
    union all
    select country, supplier_id, supplier_kind, supplier_name from {{ ref('stg_award_supplier') }}
    union all
    select country, supplier_id, supplier_kind, supplier_name from {{ ref('stg_contract_supplier') }}

)

select country, supplier_id, max(supplier_name) as supplier_name, max(supplier_kind) as supplier_kind
from named
group by country, supplier_id
having min(case when supplier_kind in ('company', 'consortium') then 1 else 0 end) = 1
