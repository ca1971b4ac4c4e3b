{#- What all indicators share. A rule itself stands in its own model. -#}

{#- The columns of a result; every indicator model ends with them. -#}
{% macro indicator_columns() -%}
indicator_code, subject_type, subject_id, subject_name, country, territory_id, period, scope,
cast(value as double) as value, cast(numerator as double) as numerator,
cast(denominator as double) as denominator, cast(n as bigint) as n,
cast(threshold as double) as threshold, status, reason, peer_group, minimum_peers, rule_version
{%- endmacro %}

{#- The subjects of one indicator. -#}
{% macro indicator_grid(code) -%}
select * from {{ ref('int_indicator_grid') }}
where indicator_code = '{{ code }}'
{%- endmacro %}

{#- Quartiles of the peers that have a value. -#}
{% macro peer_quartiles(relation, peers='peer_group') -%}
select
    {{ peers }} as quartile_group,
    count(*) as quartile_peers,
    {{ quantile('value', 0.25) }} as q1,
    {{ quantile('value', 0.5) }} as q2,
    {{ quantile('value', 0.75) }} as q3
from {{ relation }}
where value is not null
group by {{ peers }}
{%- endmacro %}

{#- Wilson's interval of a share: `sign` is '-' for its lower bound, '+' for its upper one. -#}
{% macro wilson(successes, trials, z, sign) -%}
(
    (cast({{ successes }} as double) + {{ z }} * {{ z }} / 2)
    {{ sign }} {{ z }} * sqrt(
        cast({{ successes }} as double) * ({{ trials }} - {{ successes }}) / nullif(cast({{ trials }} as double), 0)
        + {{ z }} * {{ z }} / 4
    )
) / nullif({{ trials }} + {{ z }} * {{ z }}, 0)
{%- endmacro %}
