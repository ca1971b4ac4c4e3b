{#- Everything in which the engines differ, and nothing else. Models call these; they never
    write an engine's own function. The default is DuckDB; another engine adds its dispatch. -#}

{% macro quantile(column, q) %}{{ return(adapter.dispatch('quantile', 'veta')(column, q)) }}{% endmacro %}
{% macro default__quantile(column, q) %}quantile_cont(cast({{ column }} as double), {{ q }}){% endmacro %}
{% macro spark__quantile(column, q) %}percentile(cast({{ column }} as double), {{ q }}){% endmacro %}

{% macro replace_all(column, pattern, replacement) %}{{ return(adapter.dispatch('replace_all', 'veta')(column, pattern, replacement)) }}{% endmacro %}
{% macro default__replace_all(column, pattern, replacement) %}regexp_replace({{ column }}, '{{ pattern }}', '{{ replacement }}', 'g'){% endmacro %}
{% macro spark__replace_all(column, pattern, replacement) %}regexp_replace({{ column }}, '{{ pattern }}', '{{ replacement }}'){% endmacro %}

{# Whole days from one date to a later one; NULL when either is missing. #}
{% macro days_between(earlier, later) %}{{ return(adapter.dispatch('days_between', 'veta')(earlier, later)) }}{% endmacro %}
{% macro default__days_between(earlier, later) %}date_diff('day', {{ earlier }}, {{ later }}){% endmacro %}
{% macro spark__days_between(earlier, later) %}datediff({{ later }}, {{ earlier }}){% endmacro %}

{# Seconds from one instant to another, whatever the offsets in which they were written. #}
{% macro seconds_between(earlier, later) %}{{ return(adapter.dispatch('seconds_between', 'veta')(earlier, later)) }}{% endmacro %}
{% macro default__seconds_between(earlier, later) %}(epoch({{ later }}) - epoch({{ earlier }})){% endmacro %}
{% macro spark__seconds_between(earlier, later) %}(unix_timestamp({{ later }}) - unix_timestamp({{ earlier }})){% endmacro %}

{# Decimal division returns different types on different engines: a ratio is always a double. #}
{% macro ratio(numerator, denominator) -%}
cast({{ numerator }} as double) / nullif(cast({{ denominator }} as double), 0)
{%- endmacro %}

{# Sums of decimals widen differently: money goes back to its one type. #}
{% macro money(expression) -%}
cast({{ expression }} as decimal(20, 2))
{%- endmacro %}

{# strip_accents exists in one engine only; translate() gives the same text on all. #}
{% macro unaccent(column) -%}
translate({{ column }}, 'ÁÀÂÃÄÅÉÈÊËÍÌÎÏÓÒÔÕÖÚÙÛÜÑÇáàâãäåéèêëíìîïóòôõöúùûüñç', 'AAAAAAEEEEIIIIOOOOOUUUUNCaaaaaaeeeeiiiiooooouuuunc')
{%- endmacro %}

{# The form in which two spellings of one place are the same text. #}
{% macro name_key(column) -%}
trim({{ replace_all(unaccent('upper(' ~ column ~ ')'), '[^A-Z0-9]+', ' ') }})
{%- endmacro %}

{# A type of the contract as the engine calls it. #}
{% macro column_type(name) %}{{ return(adapter.dispatch('column_type', 'veta')(name)) }}{% endmacro %}
{% macro default__column_type(name) %}{{ return(name) }}{% endmacro %}
{% macro spark__column_type(name) %}{{ return({'varchar': 'string', 'timestamptz': 'timestamp'}.get(name, name)) }}{% endmacro %}

{# One text key of several columns; a missing part stays visible as an empty part. #}
{% macro row_key(columns) -%}
concat_ws('|'{% for c in columns %}, coalesce(cast({{ c }} as string), ''){% endfor %})
{%- endmacro %}

{#- One row per row and field: what is kept, the field's name, and its columns under common names
    (`values`: name to the prefix of the column, as in filled_<field>). DuckDB computes a CTE once
    however often it is named; Spark computes it at every use, so it turns each row in place. -#}
{% macro fields_as_rows(relation, kept, fields, values) %}{{ return(adapter.dispatch('fields_as_rows', 'veta')(relation, kept, fields, values)) }}{% endmacro %}
{% macro default__fields_as_rows(relation, kept, fields, values) %}
{%- for field in fields %}
{{ 'union all ' if not loop.first }}select {{ kept | join(', ') }}, '{{ field }}' as field
{%- for name, prefix in values.items() %}, {{ prefix }}{{ field }} as {{ name }}{% endfor %}
from {{ relation }}
{%- endfor %}
{% endmacro %}
{% macro spark__fields_as_rows(relation, kept, fields, values) %}
select {{ kept | join(', ') }}, field, {{ values.keys() | join(', ') }}
from {{ relation }}
lateral view stack({{ fields | length }}
{%- for field in fields %}, '{{ field }}'{% for prefix in values.values() %}, {{ prefix }}{{ field }}{% endfor %}{% endfor %}) as field, {{ values.keys() | join(', ') }}
{% endmacro %}
