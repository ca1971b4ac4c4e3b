-- The newest word on a whole commitment. On the same day an independent assessor is heard first.
with ranked as (

    select
        status.*,
        row_number() over (
            partition by commitment_id
            order by
                as_of desc nulls last,
                case assessor_kind
                    when 'independent' then 1 when 'civil_society' then 2
                    when 'government' then 3 else 4
                end,
                assessor, source_row desc
        ) as place
    from {{ ref('stg_commitment_status') }} as status
    where milestone is null

)

select * from ranked
where place = 1
