-- Every signal leads to the rows behind it.
{{ config(meta={'dagster': {'ref': {'name': 'fct_indicator_evidence'}}}) }}
select signals.indicator_code, signals.subject_type, signals.subject_id, signals.period
from {{ ref('fct_indicator_result') }} as signals
left join (
    select distinct indicator_code, subject_type, subject_id, country, period
    from {{ ref('fct_indicator_evidence') }}
) as evidence
    on
        signals.indicator_code = evidence.indicator_code
        and signals.subject_type = evidence.subject_type
        and signals.subject_id = evidence.subject_id
        and signals.country = evidence.country and signals.period = evidence.period
where signals.status = 'signal' and evidence.indicator_code is null
