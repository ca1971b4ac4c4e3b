{#- What all indicators share. A rule itself stands in its own model. -#}

{#- The columns of a result; every indicator model ends with them. A name is joined at the end, to what
    is stored. -#}
{% macro indicator_columns() -%}
indicator_code, subject_type, subject_id, country, territory_id, period, scope,
round(cast(value as double), 12) as value, cast(numerator as double) as numerator,
cast(denominator as double) as denominator, cast(n as bigint) as n,
cast(threshold as double) as threshold, status, reason, peer_group, minimum_peers, rule_version
{%- endmacro %}

{#- The subjects of one indicator. -#}
{% macro indicator_grid(code) -%}
select * from {{ ref('int_indicator_grid') }}
where indicator_code = '{{ code }}'
{%- endmacro %}

{#- The columns of the grid that a rule keeps, where it says scope and peers itself. -#}
{% macro grid_columns() -%}
grid.indicator_code, grid.minimum_n, grid.rule_version, grid.subject_type, grid.subject_id,
grid.country, grid.territory_id, grid.period, grid.period_year, grid.legal_threshold,
grid.fence_multiplier, grid.minimum_peers, grid.minimum_fence_peers, grid.wilson_z
{%- endmacro %}

{#- A buyer's year in int_buyer_year: its royalty-funded contracts where there are enough of them,
    else all its contracts, and `scope` says so. -#}
{% macro buyers_of_year() -%}
{{ ref('int_buyer_year') }} as buyers
    on
        grid.country = buyers.country and grid.subject_id = buyers.buyer_code
        and grid.period = buyers.period
        and buyers.funding_scope
        = case when buyers.royalty_contracts >= grid.minimum_n then 'royalty' else 'all_funding' end
{%- endmacro %}

{#- What a result says of a buyer whose royalty-funded contracts were too few. -#}
{% macro widened() %}case when scope = 'all_funding' then 'widened_to_all_funding' end{% endmacro %}

{#- Peers of a buyer, after `measured` with `peers_of`: those of its own year where thirty of them have
    a value, else those of all years that have fewer. -#}
{% macro peers_by_year() -%}
compared as (

    select
        measured.*,
        case
            when count(value) over (partition by peers_of, period) >= minimum_fence_peers
                then concat_ws('|', peers_of, period)
            else concat_ws('|', peers_of, 'small_years')
        end as peer_group
    from measured

),
{%- endmacro %}

{#- Subjects too many for all their rows to be stored: what is clear or does not apply is counted. -#}
{% macro counted_subjects() %}('contract', 'process', 'supplier'){% endmacro %}

{#- Subjects behind whom so many rows stand that only a signal lists them. -#}
{% macro subjects_of_many_rows() -%}
('contract', 'process', 'supplier', 'entity_stream', 'buyer', 'procuring_entity')
{%- endmacro %}

{#- Quantile of Hyndman and Fan's type 8 (median-unbiased; numpy's median_unbiased) of a value whose
    place in its group is `place` among `size`: h = (n + 1/3) p + 1/3, the two nearest values
    weighted by how close they are. Written with window columns, so that every engine agrees. -#}
{% macro quantile_type8(value, place, size, p) -%}
sum(cast({{ value }} as double) * greatest(0.0, 1.0 - abs(
    {{ place }} - least(greatest(({{ size }} + 1e0 / 3) * {{ p }} + 1e0 / 3, 1.0), cast({{ size }} as double))
)))
{%- endmacro %}

{#- Quartiles of the peers that have a value. -#}
{% macro peer_quartiles(relation, peers='peer_group', value='value') -%}
select
    quartile_group,
    max(quartile_size) as quartile_peers,
    {{ quantile_type8('quartile_value', 'quartile_place', 'quartile_size', 0.25) }} as q1,
    {{ quantile_type8('quartile_value', 'quartile_place', 'quartile_size', 0.5) }} as q2,
    {{ quantile_type8('quartile_value', 'quartile_place', 'quartile_size', 0.75) }} as q3
from (
    select
        {{ peers }} as quartile_group, {{ value }} as quartile_value,
        row_number() over (partition by {{ peers }} order by {{ value }}) as quartile_place,
        count(*) over (partition by {{ peers }}) as quartile_size
    from {{ relation }}
    where {{ value }} is not null
) as placed
group by quartile_group
{%- endmacro %}

{#- A status or a reason: the name of a column where it begins with @, else the word itself. -#}
{% macro said(word) -%}
{% if word[0] == '@' %}{{ word[1:] }}{% else %}'{{ word }}'{% endif %}
{%- endmacro %}

{#- Status and reason of every row, said once. `gaps` lists [condition, status, reason], the first
    that holds decides; then `fires` is a signal and what is left is clear. A missing value or
    threshold is never clear. `note` is the reason of a row that was judged. -#}
{% macro judged_rows(relation, gaps=[], fires='value >= threshold', note='cast(null as string)') -%}
select
    {{ relation }}.*,
    case
        {% for gap in gaps -%}
        when {{ gap[0] }} then {{ said(gap[1]) }}
        {% endfor -%}
        when value is null or threshold is null then 'not_computable'
        when {{ fires }} then 'signal'
        else 'clear'
    end as status,
    case
        {% for gap in gaps -%}
        when {{ gap[0] }} then {{ said(gap[2]) }}
        {% endfor -%}
        when value is null then 'value_not_published'
        when threshold is null then 'no_threshold_in_force'
        else {{ note }}
    end as reason
from {{ relation }}
{%- endmacro %}

{#- The last steps of a rule with a cut of its own (legal, cited or factual), after `relation`. -#}
{% macro judged_by_cut(gaps=[], fires='value >= threshold', threshold='legal_threshold', note='cast(null as string)', relation='measured') -%}
cut as (

    select {{ relation }}.*, {{ threshold }} as threshold from {{ relation }}

),

judged as (

    {{ judged_rows('cut', gaps, fires, note) }}

)

select {{ indicator_columns() }} from judged
{%- endmacro %}

{#- The last steps of a rule that compares with peers by Tukey's fences, after `relation`.
    side: high, low or both. Without 30 peers or without spread nothing is judged. -#}
{% macro judged_by_fence(side, gaps=[], note='cast(null as string)', also='true', relation='measured') -%}
{%- set lower = 'q1 - fence_multiplier * (q3 - q1)' -%}
{%- set upper = 'q3 + fence_multiplier * (q3 - q1)' -%}
{%- set edges = {
    'high': [upper, 'value >= threshold'],
    'low': [lower, 'value <= threshold'],
    'both': [
        'case when value < q2 then ' ~ lower ~ ' else ' ~ upper ~ ' end',
        '(value <= lower_fence or value >= upper_fence)',
    ],
} -%}
quartiles as (

    {{ peer_quartiles(relation) }}

),

fenced as (

    select
        {{ relation }}.*, quartiles.quartile_peers, quartiles.q1, quartiles.q2, quartiles.q3,
        q3 - q1 as spread,
        {{ lower }} as lower_fence,
        {{ upper }} as upper_fence,
        {{ edges[side][0] }} as threshold
    from {{ relation }}
    left join quartiles on {{ relation }}.peer_group = quartiles.quartile_group

),

judged as (

    {{ judged_rows('fenced', gaps + [
        ['value is not null and quartile_peers < minimum_fence_peers', 'insufficient_data', 'few_peers'],
        ['value is not null and spread = 0', 'insufficient_data', 'peers_without_spread'],
    ], edges[side][1] ~ ' and ' ~ also, note) }}

)

select {{ indicator_columns() }} from judged
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

{#- How many of an entity's present rows fill each of some fields, per source and year. -#}
{% macro field_counts(entity, fields) -%}
{%- set tables = {
    'award': ["stg_award", "cast(null as string)", 'true'],
    'award_item': ["stg_award_item", "cast(null as string)", 'true'],
    'bid': ["stg_bid", "cast(null as string)", 'true'],
    'commitment': ["stg_commitment", "cast(null as string)", 'true'],
    'contract': ["int_contract_state", "cast(year(signed_on) as string)", 'is_present'],
    'process': ["stg_process", "cast(year(coalesce(published_on, awarded_on)) as string)", 'true'],
    'project': ["int_project_state", "cast(null as string)", 'is_present'],
    'spending': ["int_spending_year", "cast(fiscal_year as string)", 'true'],
} -%}
select
    country, source_id, period, count(*) as rows_seen
    {%- for field in fields %}, count({{ field }}) as filled_{{ field }}{% endfor %}
from (
    select country, source_id, {{ fields | join(', ') }}, {{ tables[entity][1] }} as period
    from {{ ref(tables[entity][0]) }}
    where {{ tables[entity][2] }}
) as dated
group by country, source_id, period
{%- endmacro %}

{#- Fields of field_counts(): a row per source and year, and one per source over all years ('*'). -#}
{% macro field_coverage(entity, fields) -%}
{%- set rows = fields_as_rows(
    entity ~ '_filled', ['country', 'source_id', 'period', 'rows_seen'], fields, {'filled': 'filled_'}
) -%}
select
    '{{ entity }}' as entity, concat('{{ entity }}.', field) as field, country, source_id, period,
    rows_seen, filled
from ({{ rows }}) as yearly
where period is not null
union all
select
    '{{ entity }}' as entity, concat('{{ entity }}.', field) as field, country, source_id, '*' as period,
    sum(rows_seen) as rows_seen, sum(filled) as filled
from ({{ rows }}) as yearly
group by field, country, source_id
{%- endmacro %}

{#- A rule whose data no source of the project gives: every subject is named, none is called clear. -#}
{% macro never_published(code, field) -%}
with grid as (

    {{ indicator_grid(code) }}

),

judged as (

    select
        grid.*, cast(null as double) as value, cast(null as double) as numerator,
        cast(null as double) as denominator, 0 as n, cast(null as double) as threshold,
        'not_computable' as status, 'not_published:{{ field }}' as reason
    from grid

)

select {{ indicator_columns() }} from judged
{%- endmacro %}
