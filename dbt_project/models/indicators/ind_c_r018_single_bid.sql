-- C-R018: one tenderer in a method that invites several (seed indicator_methods). The published
-- number of tenderers counts, not the list of bids.
with grid as (

    {{ indicator_grid('C-R018') }}

),

measured as (

    select
        grid.*, process.skip_status, process.skip_reason, process.method,
        process.bidders as value, process.bidders as numerator,
        cast(null as double) as denominator, 1 as n,
        methods.method is not null as method_is_listed
    from grid
    inner join {{ ref('int_process') }} as process
        on grid.country = process.country and grid.subject_id = process.process_id
    left join (
        select distinct method from {{ ref('indicator_methods') }}
        where indicator_code = 'C-R018'
    ) as methods
        on process.method = methods.method

),

{{ judged_by_cut([
        ['skip_reason is not null', '@skip_status', '@skip_reason'],
        ['method is null', 'not_computable', 'method_not_published'],
        ['not method_is_listed', 'not_applicable', 'method_left_out'],
        ['value is null or value < 0', 'not_computable', 'tenderers_not_published'],
        ['value = 0', 'not_applicable', 'no_tenderer_yet'],
    ], 'value = threshold') }}
