-- One row per process with what every rule about processes asks first: may it be judged at all, are
-- its awards final, who won. A cancelled tender and an excluded method are never judged. An award
-- whose status is not known may still change: it is not final.
with ranked as (

    select
        process.*,
        coalesce(cast(year(coalesce(published_on, awarded_on)) as string), 'undated') as period,
        row_number() over (
            partition by country, process_id
            order by vintage_as_of desc nulls last, source_id, vintage_id, source_row
        ) as place
    from {{ ref('stg_process') }} as process

),

awarded as (

    select
        country, process_id, count(*) as awards, count(status) as awards_with_status,
        sum(case when status in ('active', 'cancelled', 'unsuccessful') then 1 else 0 end) as final_awards,
        sum(case when status = 'active' then 1 else 0 end) as active_awards,
        sum(case when status = 'active' then amount end) as awarded_amount
    from {{ ref('stg_award') }}
    group by country, process_id

),

won as (

    select
        award.country, award.process_id,
        count(distinct supplier.supplier_id) as winners, max(supplier.supplier_id) as winner_id
    from {{ ref('stg_award') }} as award
    inner join {{ ref('stg_award_supplier') }} as supplier
        on
            award.country = supplier.country and award.process_id = supplier.process_id
            and award.award_id = supplier.award_id
    where award.status = 'active'
    group by award.country, award.process_id

),

excluded as (

    select
        country, method_key,
        max(case when kind = 'excluded' then 1 else 0 end) = 1 as is_excluded,
        max(case when kind = 'no_price_comparison' then 1 else 0 end) = 1 as prices_not_compared
    from {{ ref('procurement_exclusions') }}
    group by country, method_key

)

select
    ranked.country, ranked.process_id, ranked.title, ranked.buyer_code,
    coalesce(ranked.buyer_name, body.name) as buyer_name,
    ranked.procuring_entity_code, ranked.region_name, ranked.municipality_name,
    coalesce(ranked.territory_id, body.territory_id) as territory_id,
    ranked.method, ranked.method_details, ranked.category, ranked.estimated_value, ranked.currency,
    ranked.tender_start, ranked.tender_end, ranked.tender_start_at, ranked.tender_end_at,
    ranked.published_on, ranked.awarded_on, ranked.bidders, ranked.status, ranked.period,
    ranked.url, ranked.source_id, ranked.vintage_id, ranked.source_row,
    coalesce(awarded.awards, 0) as awards,
    coalesce(awarded.awards_with_status, 0) as awards_with_status,
    coalesce(awarded.awards = awarded.final_awards, false) as all_final,
    coalesce(awarded.active_awards, 0) as active_awards,
    awarded.awarded_amount,
    coalesce(won.winners, 0) as winners,
    case when won.winners = 1 then won.winner_id end as winner_id,
    coalesce(excluded.prices_not_compared, false) as prices_not_compared,
    case
        when ranked.status = 'cancelled' or excluded.is_excluded then 'not_applicable'
    end as skip_status,
    case
        when ranked.status = 'cancelled' then 'process_cancelled'
        when excluded.is_excluded then 'method_left_out'
    end as skip_reason
from ranked
left join awarded
    on ranked.country = awarded.country and ranked.process_id = awarded.process_id
left join {{ ref('int_buyer_place') }} as body
    on ranked.country = body.country and ranked.buyer_code = body.buyer_code
left join won on ranked.country = won.country and ranked.process_id = won.process_id
left join excluded
    on ranked.country = excluded.country and {{ name_key('ranked.method_details') }} = excluded.method_key
where ranked.place = 1
