with

events as (

    select * from {{ ref('int_adjudication_events') }}

),

claims as (

    select * from {{ ref('int_remittance_claims') }}

),

-- the patient, else the subscriber, else the number the payer corrected
members as (

    select
        practice_id,
        file_id,
        claim_segment,
        coalesce(
            min_by(member_token, segment_number) filter (where entity_code = 'QC'),
            min_by(member_token, segment_number) filter (where entity_code = 'IL'),
            min_by(member_token, segment_number)
        ) as member_token
    from {{ ref('stg_remittance__members') }}
    where member_token is not null
    group by practice_id, file_id, claim_segment

),

-- our own claim knows a dependent from the subscriber
submitted as (

    select
        events.practice_id,
        events.adjudication_id,
        submissions.patient_token
    from events
    inner join {{ ref('fct_submissions') }} as submissions
        on
            events.practice_id = submissions.practice_id
            and events.claim_id = submissions.claim_id
            and events.payer_id = submissions.payer_id
            and events.known_on >= submissions.known_on
    where submissions.patient_token is not null
    qualify row_number() over (
        partition by events.practice_id, events.adjudication_id
        order by submissions.known_on, submissions.submission_id
    ) = 1

),

final as (

    select
        claims.practice_id,
        claims.adjudication_id,
        coalesce(
            submitted.patient_token,
            {{ patient_token('claims.practice_id', 'claims.payer_id', 'members.member_token') }}
        ) as patient_token
    from claims
    left join members
        on
            claims.practice_id = members.practice_id
            and claims.file_id = members.file_id
            and claims.segment_number = members.claim_segment
    left join submitted
        on
            claims.practice_id = submitted.practice_id
            and claims.adjudication_id = submitted.adjudication_id

)

select * from final
