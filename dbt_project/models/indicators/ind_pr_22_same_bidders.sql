-- PR-22: processes that two tenderers entered together over those that either entered, the highest of
-- a company with any other tenderer, among pairs with enough joint processes.
with grid as (

    {{ indicator_grid('PR-22') }}

),

entered as (

    select distinct made.country, made.tenderer_id, made.process_id
    from {{ ref('stg_bid_tenderer') }} as made
    inner join {{ ref('int_process') }} as process
        on
            made.country = process.country and made.process_id = process.process_id
            and process.skip_reason is null

),

sizes as (

    select country, tenderer_id, count(*) as processes from entered
    group by country, tenderer_id

),

pairs as (

    select a.country, a.tenderer_id as supplier_id, b.tenderer_id as other_id, count(*) as joint
    from entered as a
    inner join entered as b
        on a.country = b.country and a.process_id = b.process_id and a.tenderer_id <> b.tenderer_id
    group by a.country, a.tenderer_id, b.tenderer_id
    having count(*) >= 3

),

closest as (

    select
        pairs.country, pairs.supplier_id, max(pairs.joint) as joint,
        max(cast(pairs.joint as double) / (own.processes + other.processes - pairs.joint)) as jaccard
    from pairs
    inner join sizes as own on pairs.country = own.country and pairs.supplier_id = own.tenderer_id
    inner join sizes as other on pairs.country = other.country and pairs.other_id = other.tenderer_id
    group by pairs.country, pairs.supplier_id

),

measured as (

    select
        grid.*, closest.jaccard as value, closest.joint as numerator, sizes.processes as denominator,
        coalesce(sizes.processes, 0) as n
    from grid
    left join sizes on grid.country = sizes.country and grid.subject_id = sizes.tenderer_id
    left join closest on grid.country = closest.country and grid.subject_id = closest.supplier_id

),

{{ judged_by_cut([
        ['n = 0', 'not_computable', 'tenderers_not_published'],
        ['n < minimum_n', 'insufficient_data', 'few_processes'],
        ['value is null', 'insufficient_data', 'no_pair_with_three_joint_processes'],
    ]) }}
