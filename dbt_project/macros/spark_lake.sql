{#- The lake as tables of the engine, before anything is built. DuckDB needs none: its sources name
    their files themselves. -#}
{% macro register_lake() %}{{ return(adapter.dispatch('register_lake', 'veta')()) }}{% endmacro %}
{% macro default__register_lake() %}{% endmacro %}

{% macro spark__register_lake() %}
{%- if execute -%}
{%- do run_query('create database if not exists lake') -%}
{%- for table in graph.sources.values() -%}
{%- set folder = env_var('VETA_LAKE_DIR', 'lake') ~ '/' ~ table.name -%}
{%- do run_query('drop table if exists lake.' ~ table.name) -%}
{%- do run_query(
    'create table lake.' ~ table.name ~ " using parquet options (path '" ~ folder
    ~ "', recursiveFileLookup 'true', mergeSchema 'true')"
) -%}
{%- endfor -%}
{%- endif -%}
{% endmacro %}
