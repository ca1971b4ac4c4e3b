-- PR-17: value added to a contract, in percent of its value at signature, against the legal cap of its
-- kind (threshold seed: threshold, and threshold:works for works). Where the kind is not published, only
-- what lies under every cap, or above all of them, is judged.
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

measured as (

    select
        grid.*,
        state.current_value - state.initial_value as numerator,
        state.initial_value as denominator,
        1 as n,
        state.type is null and works_caps.works_cap is not null as kind_unknown,
        case
            when {{ name_key('state.type') }} like '%OBRA%' or {{ name_key('state.type') }} = 'WORKS'
                then coalesce(works_caps.works_cap, grid.legal_threshold)
            when state.type is null then greatest(coalesce(works_caps.works_cap, 0), grid.legal_threshold)
            else grid.legal_threshold
        end as cap,
        case
            when state.initial_value > 0
                then 100 * {{ ratio('(state.current_value - state.initial_value)', 'state.initial_value') }}
        end as value
    from grid
    left join {{ ref('int_contract_state') }} as state
        on grid.country = state.country and grid.subject_id = state.contract_id and state.is_present
    left join works_caps
        on
            grid.country = works_caps.country and grid.period_year = works_caps.period_year
            and works_caps.place = 1

),

{{ judged_by_cut([
        ['denominator is null', 'not_computable', 'initial_value_not_published'],
        ['denominator <= 0', 'not_computable', 'initial_value_is_zero'],
        ['numerator is null', 'not_computable', 'current_value_not_published'],
        ['cap is null', 'not_applicable', 'no_cap_in_force'],
        ['kind_unknown and value > legal_threshold and value <= cap', 'not_computable', 'kind_of_contract_not_published'],
    ], 'value > threshold', 'cap') }}
