{#- How rows of the lake become the present state of a source. -#}

{#- Rows of the lake that hold now.
    A snapshot's older vintages are history. A window or a delta says nothing about what it does
    not mention, so its older vintages stay until a newer one speaks of the same key.
    Slices of one source that repeat each other: the lowest precedence wins, per key.
    `key` is the entity's key (or, where the entity has none, the grain of a repeat). -#}
{% macro lake_current(entity, key=none) %}
with vintages as (

    select
        source_id, vintage_id, kind, precedence, is_current, recency, slice_recency,
        data_as_of as vintage_as_of, origin
    from {{ ref('stg_meta_vintage') }}

),

held as (

    select
        lake.*,
        vintages.vintage_as_of,
        vintages.origin,
        {% if key -%}
        dense_rank() over (
            partition by lake.source_id, {{ prefixed('lake', key) }}
            order by vintages.precedence, vintages.recency desc
        ) as repeat_rank
        {%- else -%}
        1 as repeat_rank
        {%- endif %}
    from {{ source('lake', entity) }} as lake
    inner join vintages
        on lake.source_id = vintages.source_id and lake.vintage_id = vintages.vintage_id
    where vintages.is_current or vintages.kind {{ "<> 'snapshot'" if key else "= 'delta'" }}

)

select * from held
where repeat_rank = 1
{% endmacro %}

{#- Every state in which any vintage showed a record, newest last, with the flag of the present one. -#}
{% macro lake_states(entity, key) %}
with vintages as (

    select
        source_id, vintage_id, kind, precedence, is_current, recency,
        data_as_of as vintage_as_of, origin
    from {{ ref('stg_meta_vintage') }}

),

states as (

    select
        lake.*,
        vintages.vintage_as_of,
        vintages.origin,
        vintages.recency,
        vintages.is_current as in_current_vintage,
        case
            when vintages.is_current or vintages.kind <> 'snapshot' then
                dense_rank() over (
                    partition by lake.source_id, {{ prefixed('lake', key) }}, (vintages.is_current or vintages.kind <> 'snapshot')
                    order by vintages.precedence, vintages.recency desc
                )
        end as present_rank
    from {{ source('lake', entity) }} as lake
    inner join vintages
        on lake.source_id = vintages.source_id and lake.vintage_id = vintages.vintage_id

)

select
    states.*,
    coalesce(present_rank = 1, false) as is_present
from states
{% endmacro %}

{% macro prefixed(alias, columns) %}{% for c in columns %}{{ alias }}.{{ c }}{{ ', ' if not loop.last }}{% endfor %}{% endmacro %}
