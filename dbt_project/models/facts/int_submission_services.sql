with

services as (

    select
        services.practice_id,
        services.file_id,
        services.segment_number,
        services.claim_segment,
        services.line_segment,
        services.procedure_code,
        {{ joined_modifiers('services') }} as modifiers,
        cast(null as string) as revenue_code,
        try_cast(services.unit_count as decimal(12, 3)) as units,
        services.charge_usd,
        services.place_of_service
    from {{ ref('stg_submitted__services') }} as services

    union all

    select
        services.practice_id,
        services.file_id,
        services.segment_number,
        services.claim_segment,
        services.line_segment,
        services.procedure_code,
        {{ joined_modifiers('services') }} as modifiers,
        services.revenue_code,
        try_cast(services.unit_count as decimal(12, 3)) as units,
        services.charge_usd,
        cast(null as string) as place_of_service
    from {{ ref('stg_submitted__institutional_services') }} as services

)

select * from services
