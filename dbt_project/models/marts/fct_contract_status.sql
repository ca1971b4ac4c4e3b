-- A daily snapshot repeats nearly everything: only the vintages in which a contract changed stay.
with states as (

    select
        states.*,
        {{ row_key([
                'status_raw', 'status', 'current_value', 'paid', 'royalty_value', 'funding',
                'start_on', 'end_on', 'days_added'
            ]) }}
            as fingerprint
    from {{ ref('int_contract_state') }} as states

),

ordered as (

    select
        states.*,
        lag(fingerprint) over (
            partition by source_id, country, contract_id
            order by recency
        ) as fingerprint_before
    from states

),

final as (

    select ordered.*, vintage_as_of as first_seen_as_of
    from ordered
    where fingerprint_before is null or fingerprint_before <> fingerprint

)

{{ public_columns() }}
