{#- dbt-spark binds a missing value as the text None and leaves an apostrophe open (session and
    Connect methods). Here a seed's rows are literals: missing is null, quotes are escaped. -#}
{% macro spark__load_csv_rows(model, agate_table) %}
{%- set given = model['config'].get('column_types', {}) -%}
{%- for chunk in agate_table.rows | batch(get_batch_size()) -%}
{%- set sql -%}
insert into {{ this.render() }} values
{% for row in chunk -%}
({% for name in agate_table.column_names %}cast({{ spark_literal(row[name]) }} as {{ given.get(name, adapter.convert_type(agate_table, loop.index0)) }}){{ ', ' if not loop.last }}{% endfor %}){{ ',' if not loop.last }}
{% endfor %}
{%- endset -%}
{%- do adapter.add_query(sql, abridge_sql_log=True) -%}
{%- endfor -%}
{% endmacro %}

{% macro spark_literal(value) -%}
{%- if value is none -%}null{%- else -%}'{{ value | string | replace('\\', '\\\\') | replace("'", "\\'") }}'{%- endif -%}
{%- endmacro %}
