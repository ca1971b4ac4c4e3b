-- RV-02: share of a department's canon that goes to its municipalities, against the 75 % of the law
-- (10 % district, 25 % province, 40 % department). Needs the regional government's share too.
with grid as (

    {{ indicator_grid('RV-02') }}

),

shared as (

    select
        received.country, within.ancestor_id as subject_id, received.fiscal_period as period,
        sum(case when received.territory_id <> within.ancestor_id then received.amount end)
            as to_municipalities,
        sum(case when received.territory_id = within.ancestor_id then received.amount end) as to_region,
        count(*) as n
    from {{ ref('int_money_received') }} as received
    inner join {{ ref('int_territory_within') }} as within
        on received.territory_id = within.territory_id and within.ancestor_level = 'region'
    where received.stream_code = 'CANON_MINERO' and received.phase = 'transferred'
    group by received.country, within.ancestor_id, received.fiscal_period

),

measured as (

    select
        grid.*, shared.to_municipalities as numerator, shared.to_region,
        shared.to_municipalities + shared.to_region as denominator, coalesce(shared.n, 0) as n,
        abs({{ ratio('shared.to_municipalities', '(shared.to_municipalities + shared.to_region)') }} - 0.75)
            as value
    from grid
    left join shared
        on
            grid.country = shared.country and grid.subject_id = shared.subject_id
            and grid.period = shared.period

),

{{ judged_by_cut([
        ['n = 0', 'not_computable', 'canon_by_beneficiary_not_published'],
        ['to_region is null', 'not_computable', 'regional_government_share_not_published'],
        ['numerator is null', 'not_computable', 'municipal_shares_not_published'],
    ], 'value > threshold') }}
