-- C-R003: whole days between the start and the end of the submission period. A method may have its
-- own threshold (parameter threshold:<method as published>) and a country may limit the methods.
-- A kind of purchase without a legal period for bids is left out (seed procurement_exclusions).
-- Periods published as dates alone count in days; an end before its start is an error, not a period,
-- and so is one instant for both (Peru publishes midnight of one day).
with grid as (

    {{ indicator_grid('C-R003') }}

),

dated as (

    select
        grid.*, process.method, process.method_details, process.skip_status, process.skip_reason,
        process.tender_start, process.tender_end, process.tender_start_at, process.tender_end_at,
        try_cast(substr(process.tender_start, 1, 10) as date) as start_day,
        try_cast(substr(process.tender_end, 1, 10) as date) as end_day,
        process.tender_start_at is not null and process.tender_end_at is not null as to_the_second,
        excluded.method_key is not null as has_no_period
    from grid
    inner join {{ ref('int_process') }} as process
        on grid.country = process.country and grid.subject_id = process.process_id
    left join {{ ref('procurement_exclusions') }} as excluded
        on
            process.country = excluded.country and excluded.kind = 'no_submission_period'
            and {{ name_key('process.method_details') }} = excluded.method_key

),

listed as (

    select distinct indicator_code, country, method from {{ ref('indicator_methods') }}
    where indicator_code = 'C-R003'

),

measured as (

    select
        dated.*,
        own.value as own_threshold,
        1 as n,
        cast(null as double) as numerator,
        cast(null as double) as denominator,
        exists(
            select 1 from listed
            where listed.country in (dated.country, '*')
        ) as methods_are_listed,
        exists(
            select 1 from listed
            where listed.country in (dated.country, '*') and listed.method = dated.method
        ) as method_is_listed,
        case
            when to_the_second
                then floor({{ seconds_between('tender_start_at', 'tender_end_at') }} / 86400e0)
            else {{ days_between('start_day', 'end_day') }}
        end as value
    from dated
    left join {{ ref('indicator_thresholds') }} as own
        on
            own.indicator_code = 'C-R003' and own.country in (dated.country, '*')
            and own.parameter = concat('threshold:', dated.method_details)

),

{{ judged_by_cut([
        ['skip_reason is not null', '@skip_status', '@skip_reason'],
        ['has_no_period', 'not_applicable', 'no_legal_period_for_bids'],
        ['methods_are_listed and not method_is_listed', 'not_applicable', 'method_left_out'],
        ['value is null', 'not_computable', 'submission_period_not_published'],
        ['value < 0', 'not_computable', 'end_before_start'],
        ['not to_the_second and value = 0 or tender_start_at = tender_end_at', 'not_computable', 'one_date_for_start_and_end'],
    ], 'value < threshold', 'coalesce(own_threshold, legal_threshold)') }}
