-- C-R030: hours by which a winning bid arrived after the end of the submission period. Instants are
-- compared, not texts: two offsets of one moment are the same moment.
with grid as (

    {{ indicator_grid('C-R030') }}

),

arrived as (

    select country, process_id, max(submitted_at) as submitted_at, count(submitted_at) as dated
    from {{ ref('int_winning_bid') }}
    group by country, process_id

),

measured as (

    select
        grid.*, process.skip_status, process.skip_reason, process.tender_end_at,
        process.awards_with_status, process.active_awards,
        coalesce(arrived.dated, 0) as n,
        cast(null as double) as numerator,
        cast(null as double) as denominator,
        {{ seconds_between('process.tender_end_at', 'arrived.submitted_at') }} / 3600e0 as value
    from grid
    inner join {{ ref('int_process') }} as process
        on grid.country = process.country and grid.subject_id = process.process_id
    left join arrived on grid.country = arrived.country and grid.subject_id = arrived.process_id

),

{{ judged_by_cut([
        ['skip_reason is not null', '@skip_status', '@skip_reason'],
        ['awards_with_status = 0', 'not_computable', 'award_status_not_published'],
        ['active_awards = 0', 'not_applicable', 'no_active_award'],
        ['n = 0', 'not_computable', 'date_of_winning_bid_not_published'],
        ['tender_end_at is null', 'not_computable', 'deadline_without_time_and_offset'],
    ], 'value > threshold') }}
