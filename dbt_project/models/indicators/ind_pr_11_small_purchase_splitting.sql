-- PR-11: purchases of one buyer from one supplier in one class of items, none above 8 tax units of the
-- year, together above them: how many such groups a buyer has.
with grid as (

    {{ indicator_grid('PR-11') }}

),

ceilings as (

    select country, year, 8 * value as ceiling from {{ ref('int_reference_value') }}
    where concept = 'tax_unit'

),

small as (

    select
        contract.country,
        contract.buyer_code,
        coalesce(cast(year(contract.signed_on) as string), 'undated') as period,
        supplier.supplier_id, coalesce(contract.item_code, contract.type) as class,
        contract.initial_value as amount, ceilings.ceiling
    from {{ ref('int_contract_state') }} as contract
    inner join {{ ref('stg_contract_supplier') }} as supplier
        on contract.country = supplier.country and contract.contract_id = supplier.contract_id
    inner join ceilings
        on contract.country = ceilings.country and year(contract.signed_on) = ceilings.year
    where contract.is_present and contract.initial_value <= ceilings.ceiling

),

grouped as (

    select
        country, buyer_code, period, count(*) as purchases,
        case when class is not null and count(*) > 1 and sum(amount) > max(ceiling) then 1 else 0 end
            as is_split,
        count(class) as classed
    from small
    group by country, buyer_code, period, supplier_id, class

),

counted as (

    select
        country, buyer_code, period, sum(purchases) as purchases, sum(is_split) as split,
        sum(classed) as classed
    from grouped
    group by country, buyer_code, period

),

measured as (

    select
        grid.*, counted.split as value, counted.split as numerator, counted.purchases as denominator,
        coalesce(counted.purchases, 0) as n, coalesce(counted.classed, 0) as classed
    from grid
    left join counted
        on
            grid.country = counted.country and grid.subject_id = counted.buyer_code
            and grid.period = counted.period

),

{{ judged_by_cut([
        ['n = 0', 'not_computable', 'purchases_under_the_ceiling_not_published'],
        ['classed = 0', 'not_computable', 'class_of_the_object_not_published'],
        ['n < minimum_n', 'insufficient_data', 'few_purchases'],
    ], note="'widened_to_all_funding'") }}
