-- Service lines (SV1, SV2) in the order of their claim, with what their claim says of them.
with

services as (

    select
        file_id,
        segment_number,
        claim_segment,
        line_segment,
        procedure_qualifier,
        procedure_code,
        modifier_1,
        modifier_2,
        modifier_3,
        modifier_4,
        cast(null as varchar) as revenue_code,
        charge_usd,
        unit_basis,
        unit_count,
        nullif(place_of_service, '') as place_of_service,
        pointer_1,
        pointer_2,
        pointer_3,
        pointer_4
    from sent.submitted_services

    union all

    select
        file_id,
        segment_number,
        claim_segment,
        line_segment,
        cast(null as varchar) as procedure_qualifier,
        procedure_code,
        modifier_1,
        modifier_2,
        modifier_3,
        modifier_4,
        revenue_code,
        charge_usd,
        unit_basis,
        unit_count,
        cast(null as varchar) as place_of_service,
        cast(null as varchar) as pointer_1,
        cast(null as varchar) as pointer_2,
        cast(null as varchar) as pointer_3,
        cast(null as varchar) as pointer_4
    from sent.submitted_institutional_services

),

dates as (

    select
        file_id,
        line_segment,
        min_by(from_on, segment_number) as from_on,
        min_by(to_on, segment_number) as to_on
    from sent.submitted_dates
    where line_segment is not null and from_on is not null
    group by all

),

renderers as (

    select
        file_id,
        line_segment,
        min_by(npi, segment_number) as npi
    from sent.submitted_providers
    where line_segment is not null and entity_code = '82' and npi is not null
    group by all

),

controls as (

    select
        file_id,
        line_segment,
        min_by(identifier, segment_number) as identifier
    from sent.submitted_references
    where line_segment is not null and qualifier = '6R' and identifier is not null
    group by all

)

select
    claims.claim_key,
    claims.batch_id,
    claims.file_id,
    cast(row_number() over (
        partition by claims.claim_key order by services.segment_number
    ) as int) as line_number,
    services.line_segment,
    services.segment_number,
    controls.identifier as line_control,
    claims.form,
    claims.claim_number,
    claims.frequency_code,
    claims.payer_id,
    claims.payer_sequence,
    claims.patient_token,
    claims.billing_npi,
    claims.location_id,
    services.procedure_qualifier,
    services.procedure_code,
    concat_ws(
        ':',
        nullif(services.modifier_1, ''),
        nullif(services.modifier_2, ''),
        nullif(services.modifier_3, ''),
        nullif(services.modifier_4, '')
    ) as modifiers,
    list_filter(
        [services.modifier_1, services.modifier_2, services.modifier_3, services.modifier_4],
        lambda one: one is not null and one <> ''
    ) as modifier_list,
    services.revenue_code,
    services.charge_usd,
    services.unit_basis,
    try_cast(services.unit_count as decimal(12, 3)) as units,
    case
        when claims.form = '837P' then coalesce(services.place_of_service, claims.place_of_service)
    end as place_of_service,
    services.place_of_service is not null as has_own_place,
    coalesce(dates.from_on, claims.service_from_on) as service_on,
    dates.from_on is not null as has_own_date,
    coalesce(dates.to_on, dates.from_on, claims.service_to_on) as service_to_on,
    coalesce(renderers.npi, claims.rendering_npi) as rendering_npi,
    list_filter(
        [services.pointer_1, services.pointer_2, services.pointer_3, services.pointer_4],
        lambda one: one is not null and one <> ''
    ) as pointers,
    claims.as_of_on,
    claims.judged_on
from services
inner join claims
    on services.file_id = claims.file_id and services.claim_segment = claims.claim_segment
left join dates
    on services.file_id = dates.file_id and services.line_segment = dates.line_segment
left join renderers
    on services.file_id = renderers.file_id and services.line_segment = renderers.line_segment
left join controls
    on services.file_id = controls.file_id and services.line_segment = controls.line_segment
