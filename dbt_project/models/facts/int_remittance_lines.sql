with

claims as (

    select * from {{ ref('int_remittance_claims') }}

),

services as (

    select * from {{ ref('int_remittance_services') }}

),

service_lines as (

    select
        claims.practice_id,
        claims.adjudication_id,
        services.line_number,
        claims.file_id,
        services.service_segment as segment_number,
        services.procedure_code,
        services.modifiers,
        coalesce(services.service_on, claims.service_from_on) as service_on,
        services.line_control,
        services.charge_usd,
        services.paid_usd,
        services.units,
        services.stated_allowed_usd
    from services
    inner join claims
        on
            services.practice_id = claims.practice_id
            and services.file_id = claims.file_id
            and services.claim_segment = claims.segment_number

),

-- a claim without service lines is its own line 0
whole_claims as (

    select
        claims.practice_id,
        claims.adjudication_id,
        0 as line_number,
        claims.file_id,
        claims.segment_number,
        cast(null as string) as procedure_code,
        '' as modifiers,
        claims.service_from_on as service_on,
        cast(null as string) as line_control,
        claims.charge_usd,
        claims.paid_usd,
        cast(1 as decimal(18, 2)) as units,
        cast(null as decimal(18, 2)) as stated_allowed_usd
    from claims
    anti join service_lines
        on
            claims.practice_id = service_lines.practice_id
            and claims.adjudication_id = service_lines.adjudication_id

),

final as (

    select * from service_lines

    union all

    select * from whole_claims

)

select * from final
