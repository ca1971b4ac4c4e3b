{#- The last step of every public table: the columns of its contract, in its types, nothing else.
    The contract is written once (contract/*.yml); a column that the SQL does not give is an error.
    Backticks quote a name on every engine; double quotes are text on some. -#}
{% macro public_columns(relation='final') %}
{%- if execute and model.columns -%}
select
    {% for column in model.columns.values() -%}
    cast(`{{ column.name }}` as {{ column_type(column.data_type) }}) as `{{ column.name }}`{{ ',' if not loop.last }}
    {% endfor -%}
from {{ relation }}
{%- else -%}
select * from {{ relation }}
{%- endif -%}
{% endmacro %}
