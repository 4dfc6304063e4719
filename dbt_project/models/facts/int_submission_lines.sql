with

claims as (

    select * from {{ ref('int_submission_claims') }}

),

parties as (

    select * from {{ ref('int_submission_parties') }}

),

services as (

    select * from {{ ref('int_submission_services') }}

),

dates as (

    {{ first_of('stg_submitted__dates', 'from_on', ['line_segment'], 'line_segment is not null') }}

),

controls as (

    {{
        first_of(
            'stg_submitted__references', 'identifier', ['line_segment'],
            "line_segment is not null and qualifier = '6R'"
        )
    }}

),

line_renderers as (

    {{
        first_of(
            'stg_submitted__providers', 'npi', ['line_segment'],
            "line_segment is not null and entity_code = '82'"
        )
    }}

),

final as (

    select
        claims.practice_id,
        claims.submission_id,
        claims.claim_id,
        claims.claim_number,
        cast(row_number() over (
            partition by claims.submission_id order by services.segment_number
        ) as int) as line_number,
        controls.identifier as line_control,
        services.procedure_code,
        services.modifiers,
        services.revenue_code,
        services.units,
        coalesce(nullif(services.place_of_service, ''), claims.place_of_service)
            as place_of_service,
        coalesce(dates.from_on, claims.service_from_on) as service_on,
        services.charge_usd,
        coalesce(line_renderers.npi, parties.rendering_npi) as rendering_npi,
        claims.known_on,
        services.file_id,
        services.segment_number
    from services
    inner join claims
        on {{ same_claim('claims', 'services') }}
    inner join parties
        on {{ same_claim('services', 'parties', 'claim_segment') }}
    left join dates
        on {{ same_segment('services', 'line_segment', 'dates', 'line_segment') }}
    left join controls
        on {{ same_segment('services', 'line_segment', 'controls', 'line_segment') }}
    left join line_renderers
        on {{ same_segment('services', 'line_segment', 'line_renderers', 'line_segment') }}

)

select * from final
