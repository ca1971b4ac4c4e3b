-- PR-02: award over reference value where one tenderer alone answered.
with grid as (

    {{ indicator_grid('PR-02') }}

),

measured as (

    select
        grid.*, process.skip_status, process.skip_reason, process.bidders, process.estimated_value,
        process.awarded_amount as numerator, process.estimated_value as denominator, 1 as n,
        {{ ratio('process.awarded_amount', 'process.estimated_value') }} as value
    from grid
    inner join {{ ref('int_process') }} as process
        on grid.country = process.country and grid.subject_id = process.process_id

),

{{ judged_by_cut([
        ['skip_reason is not null', '@skip_status', '@skip_reason'],
        ['bidders is null', 'not_computable', 'tenderers_not_published'],
        ['bidders <> 1', 'not_applicable', 'not_one_tenderer'],
        ['numerator is null', 'not_computable', 'active_award_not_published'],
        ['value is null', 'not_computable', 'reference_value_not_published'],
    ]) }}
