-- Minutes that the practice's list has of a claim's services of one code, clinician and day. An
-- entry without a code counts where the claim has one service that day; one without a clinician
-- counts for any.
with

entries as (

    select
        claim_number,
        service_on,
        string_split(procedure_code, ' ') as codes,
        npi,
        minutes
    from session_minutes

),

services as (

    select
        claim_key,
        claim_number,
        service_on,
        procedure_code,
        rendering_npi,
        count(*) as line_count,
        max(line_number) as last_line_number,
        max(segment_number) as last_segment_number,
        sum(count(*)) over (partition by claim_key, service_on) as service_count
    from lines
    where procedure_code is not null
    group by claim_key, claim_number, service_on, procedure_code, rendering_npi

)

select
    services.claim_key,
    services.service_on,
    services.procedure_code,
    services.rendering_npi,
    services.line_count,
    services.last_line_number,
    services.last_segment_number,
    sum(entries.minutes) as minutes
from services
inner join entries
    on
        services.claim_number = entries.claim_number
        and services.service_on = entries.service_on
        and (
            (entries.codes is null and services.service_count = 1)
            or list_contains(entries.codes, services.procedure_code)
        )
        and (entries.npi is null or services.rendering_npi = entries.npi)
group by all
