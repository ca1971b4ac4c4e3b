{#- What changed between two consecutive vintages of a slice, one row per changed field.
    Fields that change at every download and say nothing are left out by the caller.
    A field that one of the two vintages leaves empty in every row did not exist in its layout:
    that is a change of form, not of records. Absence is a removal only in a snapshot. -#}
{% macro revisions(entity, key, fields) %}
select
    '{{ entity }}' as entity, changes.record_key, changes.field, changes.old_value,
    changes.new_value, changes.old_vintage_id, changes.new_vintage_id, changes.kind,
    changes.source_id, changes.slice
from (
    with pairs as (
        select
            source_id, slice, kind, vintage_id as new_vintage_id,
            lag(vintage_id) over (partition by source_id, slice order by recency) as old_vintage_id
        from {{ ref('stg_meta_vintage') }}
    ),

    rows_of as (
        select
            source_id, vintage_id, slice, {{ row_key(key) }} as record_key,
            {{ fields | join(', ') }}
        from {{ source('lake', entity) }}
    ),

    filled as (
        select
            source_id, vintage_id
            {%- for f in fields %},
            count({{ f }}) > 0 as has_{{ f }}
            {%- endfor %}
        from rows_of
        group by source_id, vintage_id
    ),

    paired as (
        select
            pairs.source_id, pairs.slice, pairs.old_vintage_id, pairs.new_vintage_id,
            new_rows.record_key,
            old_rows.record_key is null as is_new
            {%- for f in fields %},
            old_filled.has_{{ f }} and new_filled.has_{{ f }} as both_{{ f }},
            cast(old_rows.{{ f }} as string) as old_{{ f }}, cast(new_rows.{{ f }} as string) as new_{{ f }}
            {%- endfor %}
        from pairs
        inner join rows_of as new_rows
            on pairs.source_id = new_rows.source_id and pairs.slice = new_rows.slice
            and pairs.new_vintage_id = new_rows.vintage_id
        left join rows_of as old_rows
            on pairs.source_id = old_rows.source_id and pairs.slice = old_rows.slice
            and pairs.old_vintage_id = old_rows.vintage_id
            and new_rows.record_key = old_rows.record_key
        inner join filled as new_filled
            on pairs.source_id = new_filled.source_id and pairs.new_vintage_id = new_filled.vintage_id
        inner join filled as old_filled
            on pairs.source_id = old_filled.source_id and pairs.old_vintage_id = old_filled.vintage_id
        where pairs.old_vintage_id is not null
    )

    select
        record_key, cast(null as string) as field, cast(null as string) as old_value,
        cast(null as string) as new_value, old_vintage_id, new_vintage_id, 'added' as kind,
        source_id, slice
    from paired
    where is_new
    union all
    select
        record_key, field, old_value, new_value, old_vintage_id, new_vintage_id,
        'changed' as kind, source_id, slice
    from (
        {{ fields_as_rows(
            'paired', ['record_key', 'old_vintage_id', 'new_vintage_id', 'source_id', 'slice', 'is_new'],
            fields, {'both_filled': 'both_', 'old_value': 'old_', 'new_value': 'new_'}
        ) }}
    ) as fields
    where not is_new and both_filled and old_value is distinct from new_value
    union all
    select
        old_rows.record_key, cast(null as string) as field, cast(null as string) as old_value,
        cast(null as string) as new_value, pairs.old_vintage_id, pairs.new_vintage_id,
        'removed' as kind, pairs.source_id, pairs.slice
    from pairs
    inner join rows_of as old_rows
        on pairs.source_id = old_rows.source_id and pairs.slice = old_rows.slice
        and pairs.old_vintage_id = old_rows.vintage_id
    left join rows_of as new_rows
        on pairs.source_id = new_rows.source_id and pairs.slice = new_rows.slice
        and pairs.new_vintage_id = new_rows.vintage_id
        and old_rows.record_key = new_rows.record_key
    where pairs.kind = 'snapshot' and new_rows.record_key is null
) as changes
{% endmacro %}
