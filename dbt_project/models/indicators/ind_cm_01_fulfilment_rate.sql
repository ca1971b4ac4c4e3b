-- CM-01: complete commitments of a plan over those assessed. A signal only where the whole Wilson
-- interval lies below the median of comparable plans.
with grid as (

    {{ indicator_grid('CM-01') }}

),

assessed as (

    select
        commitment.forum_code,
        count(*) as commitments,
        sum(
            case
                when
                    latest.status in ('not_started', 'limited', 'substantial', 'complete', 'no_evidence')
                    then 1
                else 0
            end
        ) as n,
        sum(case when latest.status = 'complete' then 1 else 0 end) as complete
    from {{ ref('stg_commitment') }} as commitment
    left join {{ ref('int_commitment_latest') }} as latest
        on commitment.commitment_id = latest.commitment_id
    group by commitment.forum_code

),

measured as (

    select
        grid.*,
        assessed.complete as numerator,
        assessed.n as denominator,
        coalesce(assessed.commitments, 0) as commitments,
        coalesce(assessed.n, 0) as n,
        case when assessed.n >= grid.minimum_n then {{ ratio('assessed.complete', 'assessed.n') }} end
            as value
    from grid
    left join assessed on grid.subject_id = assessed.forum_code

),

quartiles as (

    {{ peer_quartiles('measured') }}

),

bounded as (

    select
        measured.*, quartile_peers, q2 as threshold,
        {{ wilson('numerator', 'n', 'wilson_z', '+') }} as upper_bound
    from measured
    left join quartiles on measured.peer_group = quartiles.quartile_group

),

judged as (

    select
        bounded.*,
        case
            when commitments = 0 then 'not_applicable'
            when n = 0 then 'not_computable'
            when n < minimum_n then 'insufficient_data'
            when quartile_peers < minimum_peers then 'insufficient_data'
            when upper_bound < threshold then 'signal'
            else 'clear'
        end as status,
        case
            when commitments = 0 then 'no_commitments'
            when n = 0 then 'never_assessed'
            when n < minimum_n then 'few_assessed'
            when quartile_peers < minimum_peers then 'few_peers'
        end as reason
    from bounded

)

select {{ indicator_columns() }} from judged
