-- PR-06: days from the end of the submission period to the award, short against the same method.
with grid as (

    {{ indicator_grid('PR-06') }}

),

measured as (

    select
        grid.indicator_code, grid.subject_type, grid.subject_id, grid.country,
        grid.territory_id, grid.period, grid.scope, grid.rule_version, grid.minimum_n,
        grid.minimum_peers, grid.minimum_fence_peers, grid.fence_multiplier,
        concat_ws('|', grid.country, process.method_details) as peer_group,
        process.skip_status, process.skip_reason, process.awarded_on, 1 as n,
        cast(null as double) as numerator, cast(null as double) as denominator,
        case
            when process.skip_reason is null
                then
                    {{ days_between(
                        'try_cast(substr(process.tender_end, 1, 10) as date)', 'process.awarded_on'
                    ) }}
        end as value
    from grid
    inner join {{ ref('int_process') }} as process
        on grid.country = process.country and grid.subject_id = process.process_id

),

{{ judged_by_fence('low', [
        ['skip_reason is not null', '@skip_status', '@skip_reason'],
        ['awarded_on is null', 'not_computable', 'award_date_not_published'],
        ['value is null', 'not_computable', 'deadline_not_published'],
        ['value < 0', 'not_computable', 'award_before_the_deadline'],
    ]) }}
