with latest as (

    select source_id, vintage_id, data_as_of
    from {{ ref('stg_meta_vintage') }} as vintage
    where recency = (
        select max(other.recency) from {{ ref('stg_meta_vintage') }} as other
        where other.source_id = vintage.source_id
    )

),

final as (

    select
        source.*,
        source.title_es as title,
        source.evidence as evidence_of_layout,
        latest.vintage_id as last_vintage_id,
        latest.data_as_of,
        latest.data_as_of + source.expected_every_days as next_expected_on,
        case
            when source.state = 'retired' then 'retired'
            when latest.vintage_id is null then 'never_loaded'
            else 'active'
        end as loaded_state
    from {{ ref('stg_meta_source') }} as source
    left join latest on source.source_id = latest.source_id

),

named as (

    select
        source_id, title, title_es, title_en, publisher, country, homepage, licence, republish,
        cadence, entities, caveats_es, caveats_en, last_vintage_id, data_as_of, next_expected_on,
        loaded_state as state, evidence_of_layout, retired_on, retired_reason
    from final

)

{{ public_columns('named') }}
