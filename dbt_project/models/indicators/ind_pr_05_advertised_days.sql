-- PR-05: days from the call to the end of the submission period, where a country has a validated cut.
with grid as (

    {{ indicator_grid('PR-05') }}

),

measured as (

    select
        grid.*, process.skip_status, process.skip_reason, 1 as n,
        cast(null as double) as numerator, cast(null as double) as denominator,
        {{ days_between('process.published_on', 'try_cast(substr(process.tender_end, 1, 10) as date)') }}
            as value
    from grid
    inner join {{ ref('int_process') }} as process
        on grid.country = process.country and grid.subject_id = process.process_id

),

{{ judged_by_cut([
        ['skip_reason is not null', '@skip_status', '@skip_reason'],
        ['legal_threshold is null', 'not_applicable', 'no_validated_cut_in_the_country'],
        ['value is null', 'not_computable', 'call_or_deadline_not_published'],
        ['value < 1 or value > 365', 'not_computable', 'period_out_of_range'],
    ], 'value <= threshold') }}
