with

claims as (

    select * from {{ ref('int_submission_claims') }}

),

parties as (

    select * from {{ ref('int_submission_parties') }}

),

lines as (

    select
        submission_id,
        cast(count(*) as int) as line_count,
        min_by(rendering_npi, line_number) filter (where rendering_npi is not null)
            as rendering_npi
    from {{ ref('int_submission_lines') }}
    group by submission_id

),

-- the payer's number of the claim that this one replaces or voids
originals as (

    {{
        first_of(
            'stg_submitted__references', 'identifier', ['claim_segment'],
            "line_segment is null and other_segment is null and qualifier = 'F8'"
        )
    }}

),

places as (

    {{
        first_of(
            'stg_submitted__providers', 'npi', ['claim_segment'],
            "line_segment is null and other_segment is null and entity_code in ('77', 'FA')"
        )
    }}

),

final as (

    select
        claims.practice_id,
        claims.submission_id,
        claims.claim_id,
        claims.claim_number,
        {{ patient_token('claims.practice_id', 'parties.payer_id', 'parties.member_token') }}
            as patient_token,
        parties.member_mask,
        claims.frequency_code,
        originals.identifier as original_reference,
        parties.payer_id,
        parties.payer_sequence,
        claims.service_from_on,
        claims.service_to_on,
        claims.submitted_on,
        {{ days_between('claims.service_to_on', 'claims.submitted_on') }} as days_to_submit,
        claims.charge_usd,
        cast(coalesce(lines.line_count, 0) as int) as line_count,
        claims.place_of_service,
        parties.billing_npi,
        coalesce(lines.rendering_npi, parties.rendering_npi) as rendering_npi,
        locations.location_id,
        claims.interchange_control_number,
        claims.group_control_number,
        claims.control_number,
        claims.transaction_digest,
        claims.claim_position,
        claims.known_on,
        claims.file_id,
        claims.segment_number,
        claims.transaction_segment
    from claims
    left join parties
        on {{ same_claim('claims', 'parties') }}
    left join lines
        on claims.submission_id = lines.submission_id
    left join originals
        on {{ same_claim('claims', 'originals') }}
    left join places
        on {{ same_claim('claims', 'places') }}
    left join {{ ref('int_location_of_npi') }} as locations
        on places.practice_id = locations.practice_id and places.npi = locations.npi

)

select * from final
