-- What was budgeted and spent on each territory, for its own government and for all that it contains.
with spent_scoped as (

    select spent.*, 'own_government' as scope, territory_id as scope_id
    from {{ ref('int_money_spent') }} as spent
    union all
    select spent.*, 'all_within' as scope, within.ancestor_id as scope_id
    from {{ ref('int_money_spent') }} as spent
    inner join {{ ref('int_territory_within') }} as within
        on spent.territory_id = within.territory_id
    where within.ancestor_level <> 'municipality'

),

spent_sum as (

    select
        scope_id as territory_id, country, scope, fiscal_period, stream_code,
        max(currency) as currency,
        sum(initial_budget) as initial_budget, sum(current_budget) as current_budget,
        sum(accrued) as accrued,
        sum(paid) as paid,
        max(case when is_running then 1 else 0 end) = 1 as is_running,
        min(case when investment_only then 1 else 0 end) = 1 as investment_only,
        count(distinct territory_id) as governments,
        count(distinct investment_only) > 1 as coverage_differs,
        max(source_id) as source_id, max(vintage_id) as vintage_id, max(data_as_of) as data_as_of
    from spent_scoped
    group by scope_id, country, scope, fiscal_period, stream_code

)

select * from spent_sum
