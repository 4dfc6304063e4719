with

enrollments as (

    select * from {{ ref('stg_settings__enrollments') }}

),

clinicians as (

    select * from {{ ref('stg_settings__clinicians') }}

),

-- a payer of which no roster is kept is asked nothing
payers as (

    select distinct
        practice_id,
        payer_id
    from enrollments

),

kept as (

    select distinct
        practice_id,
        payer_id,
        entity_kind
    from enrollments

),

sent as (

    select
        submissions.practice_id,
        submissions.payer_id,
        submissions.claim_id,
        -- a group that bills under its own number is no clinician, unless it was set up as one
        case
            when
                clinicians.npi is not null
                or lines.rendering_npi is distinct from submissions.billing_npi
                then lines.rendering_npi
        end as rendering_npi,
        submissions.location_id,
        lines.service_on,
        submissions.known_on
    from {{ ref('fct_submissions') }} as submissions
    inner join payers using (practice_id, payer_id)
    inner join {{ ref('int_submission_lines') }} as lines using (practice_id, submission_id)
    left join clinicians
        on lines.practice_id = clinicians.practice_id and lines.rendering_npi = clinicians.npi
    -- a claim taken back asks for nothing
    where submissions.frequency_code is distinct from '8'

),

denied as (

    -- a remittance may name the group where it names no clinician
    select
        denials.practice_id,
        denials.payer_id,
        denials.claim_id,
        clinicians.npi as rendering_npi,
        denials.location_id,
        denials.service_on,
        denials.known_on
    from {{ ref('fct_denials') }} as denials
    inner join payers using (practice_id, payer_id)
    left join clinicians
        on
            denials.practice_id = clinicians.practice_id
            and denials.rendering_npi = clinicians.npi
    where not denials.is_noise

),

billed as (

    select *, 'clinician' as entity_kind, rendering_npi as entity_id from sent
    union all
    select *, 'location' as entity_kind, location_id as entity_id from sent
    union all
    select *, 'clinician' as entity_kind, rendering_npi as entity_id from denied
    union all
    select *, 'location' as entity_kind, location_id as entity_id from denied

)

select distinct
    billed.practice_id,
    billed.entity_kind,
    billed.entity_id,
    billed.payer_id,
    billed.claim_id,
    billed.service_on,
    billed.known_on
from billed
inner join kept using (practice_id, payer_id, entity_kind)
where billed.entity_id is not null and billed.service_on is not null
