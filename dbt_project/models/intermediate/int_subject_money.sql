-- Who may be looked at for money: budgets, transfers and legal shares, each with its peers.
with banded as (

    select population.territory_id, population.year, bands.band
    from {{ ref('int_population') }} as population
    inner join {{ ref('population_bands') }} as bands
        on
            population.population >= bands.inhabitants_from
            and population.population < coalesce(bands.inhabitants_below, 1e12)

),

entity_stream as (

    select
        'entity_stream' as subject_type,
        concat_ws(':', spending.entity_code, spending.stream_code) as subject_id,
        spending.entity_name as subject_name, spending.country, spending.territory_id,
        cast(spending.fiscal_year as string) as period,
        spending.stream_code as scope,
        concat_ws(
            '|',
            spending.country,
            spending.government_level,
            coalesce(banded.band, 'population unknown'),
            spending.stream_code,
            cast(spending.fiscal_year as string)
        ) as peer_group
    from {{ ref('int_spending_year') }} as spending
    left join banded
        on spending.territory_id = banded.territory_id and spending.fiscal_year = banded.year

),

beneficiary_stream as (

    select
        'beneficiary_stream' as subject_type,
        concat_ws(':', received.beneficiary_code, received.stream_code) as subject_id,
        max(beneficiary.name) as subject_name, received.country,
        max(received.territory_id) as territory_id,
        spans.period, received.stream_code as scope,
        concat_ws('|', received.country, max(beneficiary.beneficiary_kind), received.stream_code)
            as peer_group
    from {{ ref('int_money_received') }} as received
    inner join (
        select
            country, stream_code,
            concat_ws('-', min(fiscal_period), max(fiscal_period)) as period
        from {{ ref('int_money_received') }}
        where length(fiscal_period) = 4
        group by country, stream_code
    ) as spans
        on received.country = spans.country and received.stream_code = spans.stream_code
    left join {{ ref('dim_beneficiary') }} as beneficiary
        on
            received.country = beneficiary.country
            and received.beneficiary_code = beneficiary.beneficiary_code
    where length(received.fiscal_period) = 4
    group by received.beneficiary_code, received.stream_code, received.country, spans.period

),

beneficiary_period as (

    select
        'beneficiary_period' as subject_type,
        concat_ws(':', revenue.beneficiary_code, revenue.stream_code) as subject_id,
        max(beneficiary.name) as subject_name, revenue.country,
        max(beneficiary.territory_id) as territory_id,
        revenue.fiscal_period as period, revenue.stream_code as scope,
        concat_ws(
            '|', revenue.country, max(beneficiary.beneficiary_kind), revenue.stream_code,
            revenue.fiscal_period, max(received.phase)
        ) as peer_group
    from {{ ref('int_revenue_phase') }} as revenue
    left join {{ ref('int_money_received') }} as received
        on
            revenue.country = received.country
            and revenue.beneficiary_code = received.beneficiary_code
            and revenue.stream_code = received.stream_code
            and revenue.fiscal_period = received.fiscal_period
    left join {{ ref('dim_beneficiary') }} as beneficiary
        on
            revenue.country = beneficiary.country
            and revenue.beneficiary_code = beneficiary.beneficiary_code
    group by revenue.country, revenue.beneficiary_code, revenue.stream_code, revenue.fiscal_period

),

legal_share as (

    select
        'legal_share' as subject_type,
        shares.share_group as subject_id, shares.name_es as subject_name, shares.country,
        shares.country as territory_id, planned.fiscal_period as period,
        'current' as scope,
        concat_ws('|', shares.country, planned.fiscal_period) as peer_group
    from {{ ref('sgr_legal_shares') }} as shares
    inner join (
        select distinct country, fiscal_period from {{ ref('int_cash_plan') }}
        where length(fiscal_period) = 9
    ) as planned
        on shares.country = planned.country

)

select * from entity_stream
union all
select * from beneficiary_stream
union all
select * from beneficiary_period
union all
select * from {{ ref('int_subject_revenue') }}
union all
select * from legal_share
