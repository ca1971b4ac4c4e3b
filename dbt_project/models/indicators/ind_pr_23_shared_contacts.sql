-- PR-23: pairs of companies that bid to, or sell to, one buyer in a year and give the same telephone,
-- e-mail, address or legal representative. Only keyed hashes of the details are compared.
with grid as (

    {{ indicator_grid('PR-23') }}

),

dealt as (

    select
        contract.country, contract.buyer_code,
        coalesce(cast(year(contract.signed_on) as string), 'undated') as period,
        supplier.supplier_id as party_id
    from {{ ref('int_contract_state') }} as contract
    inner join {{ ref('stg_contract_supplier') }} as supplier
        on contract.country = supplier.country and contract.contract_id = supplier.contract_id
    where contract.is_present
    union
    select process.country, process.buyer_code, process.period, made.tenderer_id as party_id
    from {{ ref('int_process') }} as process
    inner join {{ ref('stg_bid_tenderer') }} as made
        on process.country = made.country and process.process_id = made.process_id

),

reached as (

    select distinct
        dealt.country, dealt.buyer_code, dealt.period, dealt.party_id, contact.contact_kind,
        contact.contact_id
    from dealt
    inner join {{ ref('stg_party_contact') }} as contact
        on dealt.country = contact.country and dealt.party_id = contact.party_id
    where contact.party_kind in ('company', 'consortium')

),

known as (

    select country, buyer_code, period, count(distinct party_id) as parties from reached
    group by country, buyer_code, period

),

shared as (

    select country, buyer_code, period, count(*) as pairs
    from (
        select distinct a.country, a.buyer_code, a.period, a.party_id as one, b.party_id as other
        from reached as a
        inner join reached as b
            on
                a.country = b.country and a.buyer_code = b.buyer_code and a.period = b.period
                and a.contact_kind = b.contact_kind and a.contact_id = b.contact_id
                and a.party_id < b.party_id
    ) as paired
    group by country, buyer_code, period

),

measured as (

    select
        grid.*, coalesce(shared.pairs, 0) as value, shared.pairs as numerator,
        known.parties as denominator, coalesce(known.parties, 0) as n
    from grid
    left join known
        on
            grid.country = known.country and grid.subject_id = known.buyer_code
            and grid.period = known.period
    left join shared
        on
            grid.country = shared.country and grid.subject_id = shared.buyer_code
            and grid.period = shared.period

),

{{ judged_by_cut([
        ['n = 0', 'not_computable', 'contact_details_of_parties_not_published'],
        ['n < minimum_n', 'insufficient_data', 'one_party_with_contact_details'],
    ], note="'widened_to_all_funding'") }}
