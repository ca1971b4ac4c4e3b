-- PR-01: share of a buyer's competitive processes with one tenderer. Unknown counts are left out. A
-- signal only where the lower end of the Wilson interval also lies above the median of the peers.
with grid as (

    {{ indicator_grid('PR-01') }}

),

counted as (

    select
        process.country, process.buyer_code, process.period, count(*) as processes,
        sum(case when process.bidders = 1 then 1 else 0 end) as single
    from {{ ref('int_process') }} as process
    inner join (
        select distinct method from {{ ref('indicator_methods') }}
        where indicator_code = 'PR-01'
    ) as methods on process.method = methods.method
    where process.bidders > 0 and process.skip_reason is null
    group by process.country, process.buyer_code, process.period

),

measured as (

    select
        {{ grid_columns() }}, grid.scope, grid.peer_group as peers_of,
        counted.single as numerator, counted.processes as denominator,
        coalesce(counted.processes, 0) as n,
        {{ wilson('counted.single', 'counted.processes', 'grid.wilson_z', '-') }} as lower_bound,
        case
            when counted.processes >= grid.minimum_n then {{ ratio('counted.single', 'counted.processes') }}
        end
            as value
    from grid
    left join counted
        on
            grid.country = counted.country and grid.subject_id = counted.buyer_code
            and grid.period = counted.period

),

{{ peers_by_year() }}

{{ judged_by_fence('high', [
        ['n = 0', 'not_computable', 'no_competitive_process_with_tenderers'],
        ['n < minimum_n', 'insufficient_data', 'few_processes'],
    ], also='lower_bound > q2', relation='compared') }}
