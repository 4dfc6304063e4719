-- Add-on with a base that forbids it: same client, clinician and day, on this claim, in what goes
-- out with it or in what was sent before and stands. Told of the add-on where both go out. Of two
-- sessions that a modifier tells apart it only warns.
with

services as (

    select
        judged.edit_id,
        judged.distinct_modifiers,
        lines.*
    from judged
    inner join lines using (claim_key)
    where lines.frequency_code is distinct from '8' and lines.service_on is not null

),

forbidden as (

    select add_on_code, base_from, base_to, effective_on, deleted_on, confidence
    from add_on_codes
    where relation = 'excluded'

),

beside as (

    select
        services.claim_key,
        services.line_number,
        services.procedure_code as add_on_code,
        others.procedure_code as base_code,
        others.procedure_code as other_code,
        others.modifier_list as other_modifiers
    from services
    inner join lines as others
        on
            services.batch_id = others.batch_id
            and services.patient_token = others.patient_token
            and services.payer_id = others.payer_id
            and services.service_on = others.service_on
            and services.rendering_npi is not distinct from others.rendering_npi
            and others.frequency_code is distinct from '8'

    union all

    select
        services.claim_key,
        services.line_number,
        unnest([services.procedure_code, others.procedure_code]),
        unnest([others.procedure_code, services.procedure_code]),
        others.procedure_code,
        coalesce(others.modifier_list, [])
    from services
    inner join standing_services as others
        on
            services.claim_key = others.claim_key
            and services.service_on = others.service_on
            and services.rendering_npi is not distinct from others.rendering_npi

),

found as (

    select
        services.*,
        beside.other_code,
        list_has_any(
            list_concat(services.modifier_list, beside.other_modifiers), services.distinct_modifiers
        ) as is_distinct,
        forbidden.confidence
    from services
    inner join beside using (claim_key, line_number)
    inner join forbidden
        on
            beside.add_on_code = forbidden.add_on_code
            and beside.base_code >= forbidden.base_from
            and beside.base_code <= forbidden.base_to
            and in_force(forbidden.effective_on, forbidden.deleted_on, services.service_on)
    qualify row_number() over (
        partition by services.edit_id, services.claim_key, services.line_number
        order by is_distinct, forbidden.confidence <> 'verified', beside.other_code
    ) = 1

)

select
    edit_id,
    claim_key,
    line_number,
    segment_number,
    'SV101-2' as field,
    as_code(procedure_code) || ' beside ' || as_code(other_code) || ' on ' || service_on as found,
    'one of the two for one client, clinician and day' as wanted,
    'A payer bundles an add-on into a service that it may not stand beside.' as why,
    case when confidence = 'verified' and not is_distinct then 'hold' else 'warn' end as at_most
from found
