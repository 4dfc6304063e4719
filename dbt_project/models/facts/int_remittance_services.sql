with

services as (

    select
        services.*,
        services.segment_number as service_segment,
        {{ joined_modifiers('services') }} as modifiers,
        cast(row_number() over (
            partition by services.practice_id, services.file_id, services.claim_segment
            order by services.segment_number
        ) as int) as line_number
    from {{ ref('stg_remittance__services') }} as services

),

dates as (

    select * from {{ ref('int_remittance_dates') }}

),

controls as (

    select
        practice_id,
        file_id,
        service_segment,
        min(identifier) as line_control
    from {{ ref('stg_remittance__references') }}
    where qualifier = '6R' and service_segment is not null
    group by practice_id, file_id, service_segment

),

-- information only, never part of a balance
stated_amounts as (

    select
        practice_id,
        file_id,
        service_segment,
        max(amount_usd) as stated_allowed_usd
    from {{ ref('stg_remittance__amounts') }}
    where qualifier = 'B6' and service_segment is not null
    group by practice_id, file_id, service_segment

),

final as (

    select
        services.practice_id,
        services.file_id,
        services.claim_segment,
        services.service_segment,
        services.line_number,
        coalesce(
            nullif(trim(both from services.procedure_code), ''),
            nullif(trim(both from services.revenue_code), '')
        ) as procedure_code,
        services.modifiers,
        dates.service_from_on as service_on,
        controls.line_control,
        coalesce(services.charge_usd, 0) as charge_usd,
        coalesce(services.paid_usd, 0) as paid_usd,
        -- an empty count means one unit
        coalesce(nullif(
            case
                when {{ regexp_like('services.unit_count', '^[0-9]{1,8}([.][0-9]+)?$') }}
                    then cast(services.unit_count as decimal(18, 2))
            end, 0
        ), 1) as units,
        stated_amounts.stated_allowed_usd
    from services
    left join dates
        on
            services.practice_id = dates.practice_id
            and services.file_id = dates.file_id
            and services.service_segment = dates.service_segment
    left join controls
        on
            services.practice_id = controls.practice_id
            and services.file_id = controls.file_id
            and services.service_segment = controls.service_segment
    left join stated_amounts
        on
            services.practice_id = stated_amounts.practice_id
            and services.file_id = stated_amounts.file_id
            and services.service_segment = stated_amounts.service_segment

)

select * from final
