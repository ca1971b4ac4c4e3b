{#- The last step of every public table: the columns of its contract, in its types, nothing else.
    The contract is written once (contract/*.yml); a column that the SQL does not give is an error.
    Names are quoted as their engine quotes them: what reads compiled SQL (lineage) knows no other. -#}
{% macro public_columns(relation='final') %}
{%- if execute and model.columns -%}
select
    {% for column in model.columns.values() -%}
    {%- set name = adapter.quote(column.name) %}
    cast({{ name }} as {{ column_type(column.data_type) }}) as {{ name }}{{ ',' if not loop.last }}
    {% endfor -%}
from {{ relation }}
{%- else -%}
select * from {{ relation }}
{%- endif -%}
{% endmacro %}
