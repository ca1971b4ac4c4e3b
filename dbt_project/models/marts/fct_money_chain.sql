with chain as (

    select
        scoped.*,
        territory.level,
        cast(substr(scoped.fiscal_period, 1, 4) as integer) as first_year,
        cast(right(scoped.fiscal_period, 4) as integer) as last_year
    from {{ ref('int_money_scope') }} as scoped
    inner join {{ ref('dim_territory') }} as territory
        on scoped.territory_id = territory.territory_id

),

-- Per-inhabitant figures use the period's own years, all of them or none.
inhabited as (

    select
        periods.territory_id, periods.fiscal_period,
        avg(cast(population.population as double)) as population
    from (select distinct territory_id, fiscal_period, first_year, last_year from chain) as periods
    inner join {{ ref('int_population') }} as population
        on
            periods.territory_id = population.territory_id
            and population.year between periods.first_year and periods.last_year
    group by periods.territory_id, periods.fiscal_period, periods.first_year, periods.last_year
    having count(*) = periods.last_year - periods.first_year + 1

),

municipalities as (

    select ancestor_id as territory_id, count(*) as municipalities
    from {{ ref('int_territory_within') }}
    where level = 'municipality'
    group by ancestor_id

),

measured as (

    select
        chain.*,
        inhabited.population,
        chain.current_budget - chain.accrued as unspent,
        case when chain.current_budget > 0 then {{ ratio('chain.accrued', 'chain.current_budget') }} end
            as execution_ratio,
        case when inhabited.population > 0 then cast(chain.received as double) / inhabited.population end
            as per_inhabitant,
        concat_ws(
            '|', chain.country, chain.level, coalesce(bands.band, 'population unknown'),
            chain.fiscal_period, chain.stream_code, chain.scope
        ) as peer_group,
        chain.scope = 'all_within'
        and chain.municipalities_covered < municipalities.municipalities as incomplete
    from chain
    left join inhabited
        on
            chain.territory_id = inhabited.territory_id
            and chain.fiscal_period = inhabited.fiscal_period
    left join {{ ref('population_bands') }} as bands
        on
            inhabited.population >= bands.inhabitants_from
            and inhabited.population < coalesce(bands.inhabitants_below, 1e12)
    left join municipalities on chain.territory_id = municipalities.territory_id

),

compared as (

    select
        peer_group,
        count(*) as peers,
        {{ quantile('execution_ratio', 0.5) }} as peer_median_execution_ratio
    from measured
    where execution_ratio is not null
    group by peer_group

),

ranked as (

    select
        peer_group, territory_id,
        rank() over (partition by peer_group order by execution_ratio desc) as peer_rank
    from measured
    where execution_ratio is not null

),

enough as (

    select value as minimum_peers from {{ ref('indicator_thresholds') }}
    where parameter = 'minimum_peers'

),

final as (

    select
        measured.country, measured.territory_id, measured.fiscal_period, measured.stream_code,
        measured.scope, measured.received, measured.received_phase, measured.initial_budget,
        measured.current_budget, measured.accrued, measured.paid, measured.unspent,
        measured.execution_ratio, measured.per_inhabitant,
        cast(null as decimal(20, 2)) as real_received, cast(null as integer) as price_base_year,
        measured.currency, measured.peer_group, coalesce(compared.peers, 0) as peers,
        case when compared.peers >= enough.minimum_peers then compared.peer_median_execution_ratio end
            as peer_median_execution_ratio,
        case when compared.peers >= enough.minimum_peers then ranked.peer_rank end as peer_rank,
        measured.data_as_of,
        nullif(concat_ws(
            ';',
            case when measured.received is null then 'no_income_in_this_stream' end,
            case when measured.phases > 1 then 'phases_differ_between_governments' end,
            case when measured.current_budget is null then 'no_budget_in_this_stream' end,
            case when measured.accrued is null then 'no_spending_in_this_stream' end,
            case when measured.accrued is not null and measured.paid is null then 'paid_not_published' end,
            case when measured.is_running then 'year_in_progress' end,
            case when measured.investment_only then 'investment_projects_only' end,
            case when measured.coverage_differs then 'sources_cover_different_spending' end,
            case when measured.incomplete then 'not_all_governments_have_data' end,
            case when measured.population is null then 'no_population_for_the_period' end,
            'no_price_index',
            case
                when
                    measured.execution_ratio is not null
                    and coalesce(compared.peers, 0) < enough.minimum_peers then 'few_peers'
            end
        ), '') as gaps,
        cast(round(measured.population) as bigint) as population,
        measured.received_source_id, measured.spending_source_id, measured.source_id,
        measured.vintage_id, cast(null as bigint) as source_row
    from measured
    cross join enough
    left join compared
        on measured.peer_group = compared.peer_group and measured.execution_ratio is not null
    left join ranked
        on measured.peer_group = ranked.peer_group and measured.territory_id = ranked.territory_id

)

{{ public_columns() }}
