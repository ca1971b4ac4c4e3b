-- Results after what the whole indicator says about them. A field that a source hardly fills makes a
-- row not computable, never clear; only a fact found in a filled row stays a signal. A comparison
-- with peers that would mark a third of them judges nobody. A view: most rows are only counted.
with results as (

    select
        results.*,
        case when results.subject_type in ('forum', 'commitment') then '*' else results.country end
            as rate_group
    from {{ ref('int_indicator_union') }} as results

),

weighed as (

    select
        results.*,
        guard.base_rate,
        guard.judged_subjects,
        guard.separates_nobody,
        coalesce(of_year.is_thin, overall.is_thin, false) as is_thin,
        coalesce(of_year.field, overall.field) as thin_field,
        catalogue.needs_peers
    from results
    inner join {{ ref('indicator_catalogue') }} as catalogue
        on results.indicator_code = catalogue.indicator_code
    left join {{ ref('int_indicator_guard') }} as guard
        on results.indicator_code = guard.indicator_code and results.rate_group = guard.rate_group
    left join {{ ref('int_field_thin') }} as of_year
        on
            results.indicator_code = of_year.indicator_code
            and results.country = of_year.country and results.period = of_year.period
    left join {{ ref('int_field_thin') }} as overall
        on
            results.indicator_code = overall.indicator_code
            and results.country = overall.country and overall.period = '*'

),

decided as (

    select
        weighed.*,
        is_thin and status in ('clear', 'insufficient_data', 'signal')
        and (status <> 'signal' or needs_peers) as loses_to_field,
        separates_nobody and status in ('clear', 'signal') as loses_to_guard
    from weighed

)

select
    indicator_code, subject_type, subject_id, country, territory_id, period, scope,
    value, numerator, denominator, n, threshold,
    case
        when loses_to_field then 'not_computable'
        when loses_to_guard then 'not_applicable'
        else status
    end as status,
    case
        when loses_to_field then concat('field_hardly_published:', thin_field)
        when loses_to_guard then 'not_discriminating'
        else reason
    end as reason,
    peer_group, minimum_peers, rule_version, base_rate, judged_subjects
from decided
