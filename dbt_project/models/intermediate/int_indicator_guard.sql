-- What holds for an indicator as a whole, before any of its rows is read: how often its rule fires,
-- whether a comparison with peers still separates anybody, and which needed field a source of the
-- country hardly fills. Forums and commitments are compared across countries, the rest within one.
with rates as (

    select
        results.indicator_code, results.rate_group,
        sum(case when results.status = 'signal' then 1 else 0 end) as signals,
        sum(case when results.status in ('signal', 'clear') then 1 else 0 end) as judged
    from (
        select
            indicator_code, status,
            case when subject_type in ('forum', 'commitment') then '*' else country end as rate_group
        from {{ ref('int_indicator_union') }}
    ) as results
    group by results.indicator_code, results.rate_group

),

settings as (

    select
        max(case when parameter = 'discriminating_share' then value end) as discriminating_share,
        max(case when parameter = 'minimum_peers' then value end) as minimum_peers
    from {{ ref('indicator_thresholds') }}
    where indicator_code = '*'

)

select
    rates.indicator_code, rates.rate_group,
    {{ ratio('rates.signals', 'rates.judged') }} as base_rate,
    rates.judged as judged_subjects,
    catalogue.needs_peers
    and rates.judged >= settings.minimum_peers
    and rates.signals >= rates.judged * settings.discriminating_share as separates_nobody
from rates
cross join settings
inner join {{ ref('indicator_catalogue') }} as catalogue
    on rates.indicator_code = catalogue.indicator_code
