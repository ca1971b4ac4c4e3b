-- RV-06: what a government received from a stream in a year against the year before, far from its
-- peers either way. Nominal: both years stand in the same group of peers, whose prices moved alike.
with grid as (

    {{ indicator_grid('RV-06') }}

),

received as (

    select
        country, concat_ws(':', beneficiary_code, stream_code) as subject_id, fiscal_period,
        cast(fiscal_period as integer) as fiscal_year, amount, phase
    from {{ ref('int_money_received') }}
    where length(fiscal_period) = 4

),

measured as (

    select
        grid.*, own.amount - earlier.amount as numerator, earlier.amount as denominator, own.phase,
        case when own.amount is null then 0 when earlier.amount is null then 1 else 2 end as n,
        case
            when earlier.amount > 0 then {{ ratio('(own.amount - earlier.amount)', 'earlier.amount') }}
        end as value
    from grid
    left join received as own
        on
            grid.country = own.country and grid.subject_id = own.subject_id
            and grid.period = own.fiscal_period and own.phase in ('collected', 'transferred')
    left join received as earlier
        on
            own.country = earlier.country and own.subject_id = earlier.subject_id
            and own.fiscal_year = earlier.fiscal_year + 1 and own.phase = earlier.phase

),

{{ judged_by_fence('both', [
        ['n = 0', 'not_computable', 'only_plans_published'],
        ['n < minimum_n', 'insufficient_data', 'no_year_before'],
        ['denominator <= 0', 'not_computable', 'nothing_received'],
    ]) }}
