with measured as (

    select * from {{ ref('int_chain_measured') }}

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
        measured.real_received, measured.price_base_year,
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
            case
                when measured.received is not null and measured.real_received is null
                    then 'no_price_index'
            end,
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
