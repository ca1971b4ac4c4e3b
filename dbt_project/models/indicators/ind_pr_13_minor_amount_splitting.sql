-- PR-13: minor-amount purchases of one buyer from one supplier in one class of items, none above the
-- ceiling, together above it: how many such groups a buyer has in a year. The ceiling is a tenth of the
-- lesser amount, which depends on the buyer's budget in minimum wages (seed lesser_amounts). No source
-- publishes that budget, so a group counts only where it holds for every band: each purchase under
-- the lowest ceiling, the sum above the highest. Where it holds for some bands nothing is said.
with grid as (

    {{ indicator_grid('PR-13') }}

),

wages as (

    select country, year, cast(value as double) as wage from {{ ref('int_reference_value') }}
    where concept = 'minimum_monthly_wage'

),

ceilings as (

    select
        wages.country, wages.year,
        0.1 * wages.wage * min(bands.lesser_amount_wages) as lowest,
        0.1 * wages.wage * max(bands.lesser_amount_wages) as highest
    from wages
    inner join {{ ref('lesser_amounts') }} as bands
        on wages.country = bands.country and year(bands.valid_from) <= wages.year
    group by wages.country, wages.year, wages.wage

),

purchases as (

    select
        contract.country, contract.buyer_code,
        coalesce(cast(year(contract.signed_on) as string), 'undated') as period,
        year(contract.signed_on) as signed_year,
        supplier.supplier_id, contract.item_code as class,
        cast(coalesce(contract.initial_value, contract.current_value) as double) as amount
    from {{ ref('int_contract_state') }} as contract
    inner join {{ ref('stg_contract_supplier') }} as supplier
        on contract.country = supplier.country and contract.contract_id = supplier.contract_id
    where
        contract.is_present
        and {{ name_key('contract.method_details') }} like '%MINIMA CUANTIA%'
        and coalesce(contract.initial_value, contract.current_value) > 0

),

grouped as (

    select
        purchases.country, purchases.buyer_code, purchases.period, count(*) as purchases,
        count(purchases.class) as classed, count(ceilings.lowest) as with_ceiling,
        case
            when
                purchases.class is not null and count(*) > 1
                and max(purchases.amount) <= max(ceilings.lowest)
                and sum(purchases.amount) > max(ceilings.highest)
                then 1
            else 0
        end as is_split,
        case
            when
                purchases.class is not null and count(*) > 1
                and max(purchases.amount) <= max(ceilings.highest)
                and sum(purchases.amount) > greatest(max(ceilings.lowest), max(purchases.amount))
                then 1
            else 0
        end as may_be_split
    from purchases
    left join ceilings
        on purchases.country = ceilings.country and purchases.signed_year = ceilings.year
    group by
        purchases.country, purchases.buyer_code, purchases.period, purchases.supplier_id, purchases.class

),

counted as (

    select
        country, buyer_code, period, sum(purchases) as purchases, sum(classed) as classed,
        sum(with_ceiling) as with_ceiling, sum(is_split) as split, sum(may_be_split) as may_be_split
    from grouped
    group by country, buyer_code, period

),

measured as (

    select
        grid.*, counted.split as value, counted.split as numerator, counted.purchases as denominator,
        coalesce(counted.purchases, 0) as n, counted.classed, counted.with_ceiling,
        counted.may_be_split
    from grid
    left join counted
        on
            grid.country = counted.country and grid.subject_id = counted.buyer_code
            and grid.period = counted.period

),

{{ judged_by_cut([
        ['n = 0', 'insufficient_data', 'no_minor_amount_purchase'],
        ['with_ceiling = 0', 'not_computable', 'minimum_wage_of_the_year_not_loaded'],
        ['classed = 0', 'not_computable', 'class_of_the_object_not_published'],
        ['n < minimum_n', 'insufficient_data', 'few_purchases'],
        ['value = 0 and may_be_split > 0', 'not_computable', 'budget_of_the_entity_not_published'],
    ], note="'widened_to_all_funding'") }}
