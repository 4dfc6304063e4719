with

clinicians as (

    select * from {{ ref('stg_settings__clinicians') }}

),

-- a payer, or a kind, of which no roster is kept is asked nothing
kept as (

    select
        practice_id,
        payer_id,
        bool_or(entity_kind = 'clinician') as has_clinicians,
        bool_or(entity_kind = 'location') as has_locations
    from {{ ref('stg_settings__enrollments') }}
    group by practice_id, payer_id

),

billed as (

    select
        submissions.practice_id,
        submissions.payer_id,
        submissions.claim_id,
        -- a group that bills under its own number is no clinician, unless it was set up as one
        case
            when
                kept.has_clinicians and (
                    clinicians.npi is not null
                    or coalesce(services.rendering_npi != submissions.billing_npi, true)
                )
                then services.rendering_npi
        end as rendering_npi,
        case when kept.has_locations then submissions.location_id end as location_id,
        services.service_on,
        submissions.known_on
    from {{ ref('fct_submissions') }} as submissions
    inner join kept using (practice_id, payer_id)
    inner join {{ ref('int_submission_lines') }} as services
        using (practice_id, submission_id)
    left join clinicians
        on
            services.practice_id = clinicians.practice_id
            and services.rendering_npi = clinicians.npi
    -- a claim taken back asks for nothing
    where submissions.frequency_code is distinct from '8'

    union all

    -- a remittance may name the group where it names no clinician
    select
        denials.practice_id,
        denials.payer_id,
        denials.claim_id,
        case when kept.has_clinicians then clinicians.npi end as rendering_npi,
        case when kept.has_locations then denials.location_id end as location_id,
        denials.service_on,
        denials.known_on
    from {{ ref('fct_denials') }} as denials
    inner join kept using (practice_id, payer_id)
    left join clinicians
        on
            denials.practice_id = clinicians.practice_id
            and denials.rendering_npi = clinicians.npi
    where not denials.is_noise

),

final as (

    select
        practice_id,
        'clinician' as entity_kind,
        rendering_npi as entity_id,
        payer_id,
        claim_id,
        service_on,
        known_on
    from billed

    union distinct

    select
        practice_id,
        'location' as entity_kind,
        location_id as entity_id,
        payer_id,
        claim_id,
        service_on,
        known_on
    from billed

)

select * from final
where entity_id is not null and service_on is not null
