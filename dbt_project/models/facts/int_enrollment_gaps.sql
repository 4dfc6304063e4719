with

services as (

    select * from {{ ref('int_rostered_services') }}

),

enrollments as (

    select * from {{ ref('stg_settings__enrollments') }}

),

days as (

    select distinct
        practice_id,
        entity_kind,
        entity_id,
        payer_id,
        service_on
    from services

),

judged as (

    -- nothing in the files tells the state of a service: a row of any state covers its days
    select
        days.practice_id,
        days.entity_kind,
        days.entity_id,
        days.payer_id,
        days.service_on,
        count(enrollments.from_on) as row_count,
        bool_or(
            days.service_on >= enrollments.from_on
            and days.service_on <= coalesce(enrollments.through_on, days.service_on)
        ) as is_enrolled,
        bool_or(days.service_on < enrollments.from_on) as is_early
    from days
    left join enrollments using (practice_id, entity_kind, entity_id, payer_id)
    group by
        days.practice_id, days.entity_kind, days.entity_id, days.payer_id, days.service_on

),

final as (

    select distinct
        services.practice_id,
        case
            when judged.row_count = 0 then 'not_on_roster'
            when judged.is_early then 'billed_before_effective'
            else 'billed_after_ended'
        end as red_flag,
        services.entity_kind,
        services.entity_id,
        services.payer_id,
        services.claim_id,
        services.known_on
    from services
    inner join judged using (practice_id, entity_kind, entity_id, payer_id, service_on)
    where judged.row_count = 0 or not judged.is_enrolled

)

select * from final
