-- PR-17: value added to a contract, in percent of its value at signature, against the legal cap of its
-- kind (threshold seed: threshold, and threshold:works for works). Where the kind is not published, only
-- what lies under every cap, or above all of them, is judged.
-- Colombia's cap is in minimum wages: the initial value in those of the year of signature, the addition
-- in those of its own year. Sources do not date additions, so the wage of the year the row speaks of
-- gives the least percentage and that of the signature the most; in between nothing is said.
with grid as (

    {{ indicator_grid('PR-17') }}

),

works_caps as (

    select
        caps.country, years.period_year, caps.value as works_cap,
        row_number() over (
            partition by caps.country, years.period_year
            order by caps.valid_from desc
        ) as place
    from {{ ref('indicator_thresholds') }} as caps
    inner join (select distinct country, period_year from grid) as years
        on caps.country = years.country and year(caps.valid_from) <= years.period_year
    where caps.indicator_code = 'PR-17' and caps.parameter = 'threshold:works'

),

wages as (

    select country, year, cast(value as double) as wage from {{ ref('int_reference_value') }}
    where concept = 'minimum_monthly_wage'

),

stated as (

    select
        grid.*,
        state.current_value - state.initial_value as added,
        state.initial_value,
        {{ name_key('state.type') }} as kind_of_contract,
        case
            when grid.country <> 'CO' or year(state.signed_on) = year(state.data_as_of) then 1.0
            when state.current_value <= state.initial_value then 1.0
            else signed.wage / spoken.wage
        end as wage_ratio
    from grid
    left join {{ ref('int_contract_state') }} as state
        on grid.country = state.country and grid.subject_id = state.contract_id and state.is_present
    left join wages as signed
        on grid.country = signed.country and year(state.signed_on) = signed.year
    left join wages as spoken
        on grid.country = spoken.country and year(state.data_as_of) = spoken.year

),

measured as (

    select
        stated.*,
        stated.added as numerator,
        stated.initial_value as denominator,
        1 as n,
        stated.kind_of_contract is null and works_caps.works_cap is not null as kind_unknown,
        case
            when stated.kind_of_contract like '%OBRA%' or stated.kind_of_contract = 'WORKS'
                then coalesce(works_caps.works_cap, stated.legal_threshold)
            when
                stated.kind_of_contract is null
                then greatest(coalesce(works_caps.works_cap, 0), stated.legal_threshold)
            else stated.legal_threshold
        end as cap,
        case
            when stated.initial_value > 0
                then 100 * {{ ratio('stated.added', 'stated.initial_value') }}
        end as in_currency,
        case
            when stated.initial_value > 0
                then 100 * {{ ratio('stated.added', 'stated.initial_value') }} * stated.wage_ratio
        end as value
    from stated
    left join works_caps
        on
            stated.country = works_caps.country and stated.period_year = works_caps.period_year
            and works_caps.place = 1

),

{{ judged_by_cut([
        ['denominator is null', 'not_computable', 'initial_value_not_published'],
        ['denominator <= 0', 'not_computable', 'initial_value_is_zero'],
        ['numerator is null', 'not_computable', 'current_value_not_published'],
        ['cap is null', 'not_applicable', 'no_cap_in_force'],
        ['wage_ratio is null and in_currency > cap', 'not_computable', 'minimum_wage_of_the_year_not_loaded'],
        ['kind_unknown and value > legal_threshold and value <= cap', 'not_computable', 'kind_of_contract_not_published'],
        ['in_currency > cap and value <= cap', 'not_computable', 'date_of_the_addition_not_published'],
        ['value is null', 'clear', 'below_the_cap_in_any_year'],
    ], 'value > threshold', 'cap') }}
