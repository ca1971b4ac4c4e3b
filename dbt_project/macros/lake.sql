{#- How rows of the lake become the present state of a source. -#}

{#- Rows of the lake that hold now.
    A snapshot's older vintages are history. A window or a delta says nothing about what it does
    not mention, so its older vintages stay until a newer one speaks of the same key.
    Slices of one source that repeat each other: the lowest precedence wins, per key.
    `key` is the entity's key (or, where the entity has none, the grain of a repeat). `apart` are
    columns of the key that keep most vintages apart: only what shares them is compared row by row,
    for comparing sorts every row. -#}
{% macro lake_current(entity, key=none, apart=[]) %}
with vintages as (

    select
        source_id, vintage_id, kind, precedence, is_current, recency, slice_recency,
        data_as_of as vintage_as_of, origin
    from {{ ref('stg_meta_vintage') }}
    where is_current or kind {{ "<> 'snapshot'" if key else "= 'delta'" }}

),

{% if key -%}
shared as (

    {% if apart -%}
    select lake.source_id, {{ prefixed('lake', apart) }}
    from {{ source('lake', entity) }} as lake
    inner join vintages on lake.source_id = vintages.source_id and lake.vintage_id = vintages.vintage_id
    group by lake.source_id, {{ prefixed('lake', apart) }}
    having count(distinct lake.vintage_id) > 1
    {%- else -%}
    select source_id from vintages
    group by source_id
    having count(*) > 1
    {%- endif %}

),

compared as (

    select
        lake.*,
        vintages.vintage_as_of,
        vintages.origin,
        dense_rank() over (
            partition by lake.source_id, {{ prefixed('lake', key) }}
            order by vintages.precedence, vintages.recency desc
        ) as repeat_rank
    from {{ source('lake', entity) }} as lake
    inner join vintages
        on lake.source_id = vintages.source_id and lake.vintage_id = vintages.vintage_id
    inner join shared
        on lake.source_id = shared.source_id
        {%- for c in apart %} and lake.{{ c }} = shared.{{ c }}{% endfor %}

),

{% endif -%}
alone as (

    select
        lake.*,
        vintages.vintage_as_of,
        vintages.origin,
        1 as repeat_rank
    from {{ source('lake', entity) }} as lake
    inner join vintages
        on lake.source_id = vintages.source_id and lake.vintage_id = vintages.vintage_id
    {%- if key %}
    left join shared
        on lake.source_id = shared.source_id
        {%- for c in apart %} and lake.{{ c }} = shared.{{ c }}{% endfor %}
    where shared.source_id is null
    {%- endif %}

)

select * from alone
{%- if key %}
union all
select * from compared
where repeat_rank = 1
{%- endif %}
{% endmacro %}

{#- Every state in which any vintage showed a record, newest last, with the flag of the present one.
    What a source showed once is its only state; the rest is compared row by row. -#}
{% macro lake_states(entity, key) %}
with vintages as (

    select
        source_id, vintage_id, kind, precedence, is_current, recency,
        data_as_of as vintage_as_of, origin,
        count(*) over (partition by source_id) as vintages_of_source
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
    where vintages.vintages_of_source > 1
    union all
    select
        lake.*,
        vintages.vintage_as_of,
        vintages.origin,
        vintages.recency,
        vintages.is_current as in_current_vintage,
        1 as present_rank
    from {{ source('lake', entity) }} as lake
    inner join vintages
        on lake.source_id = vintages.source_id and lake.vintage_id = vintages.vintage_id
    where vintages.vintages_of_source = 1

)

select
    states.*,
    coalesce(present_rank = 1, false) as is_present
from states
{% endmacro %}

{% macro prefixed(alias, columns) %}{% for c in columns %}{{ alias }}.{{ c }}{{ ', ' if not loop.last }}{% endfor %}{% endmacro %}
