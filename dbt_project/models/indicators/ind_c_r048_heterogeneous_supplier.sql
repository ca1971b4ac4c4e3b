-- C-R048: classes (first two digits of the item code) in which a company alone won active awards;
-- high against all. Where nearly all have one class, the guards keep everybody from being marked.
with grid as (

    {{ indicator_grid('C-R048') }}

),

alone as (

    select
        award.country, award.process_id, award.award_id, max(supplier.supplier_id) as supplier_id
    from {{ ref('stg_award') }} as award
    inner join {{ ref('int_process') }} as process
        on
            award.country = process.country and award.process_id = process.process_id
            and process.skip_reason is null
    inner join {{ ref('stg_award_supplier') }} as supplier
        on
            award.country = supplier.country and award.process_id = supplier.process_id
            and award.award_id = supplier.award_id
    where award.status = 'active'
    group by award.country, award.process_id, award.award_id
    having count(*) = 1

),

held as (

    select
        alone.country, alone.supplier_id, count(distinct alone.process_id) as processes,
        count(distinct substr(item.item_code, 1, 2)) as classes
    from alone
    inner join {{ ref('stg_award_item') }} as item
        on
            alone.country = item.country and alone.process_id = item.process_id
            and alone.award_id = item.award_id
    where item.item_code is not null
    group by alone.country, alone.supplier_id

),

measured as (

    select
        grid.*, held.classes as value, held.classes as numerator, held.processes as denominator,
        coalesce(held.processes, 0) as n
    from grid
    left join held on grid.country = held.country and grid.subject_id = held.supplier_id

),

{{ judged_by_fence('high', [
        ['n = 0', 'not_computable', 'no_active_award_with_classes'],
        ['n < minimum_n', 'insufficient_data', 'few_processes'],
    ]) }}
