with

reasons as (

    select * from {{ ref('int_denial_reasons') }}

),

events as (

    select * from {{ ref('int_adjudication_events') }}

),

denied as (

    select
        events.*,
        reasons.line_number,
        reasons.is_noise_reason
    from events
    inner join reasons using (practice_id, adjudication_id)

),

-- a "duplicate" answer while an earlier event of the lineage at that payer is open or paid
noise as (

    select distinct
        denied.practice_id,
        denied.adjudication_id,
        denied.line_number
    from denied
    inner join events as earlier
        on
            denied.practice_id = earlier.practice_id
            and denied.lineage_id = earlier.lineage_id
            and denied.payer_id = earlier.payer_id
            and denied.event_turn > earlier.event_turn
    where
        denied.is_noise_reason
        and earlier.known_on <= denied.known_on
        and earlier.outcome in ('paid', 'patient_share', 'partly_denied', 'denied')
        and (earlier.reversed_on is null or earlier.reversed_on > denied.known_on)
        and (
            earlier.claim_id = denied.claim_id
            or greatest(earlier.joined_on, denied.joined_on) <= denied.known_on
        )

),

final as (

    select
        denied.practice_id,
        denied.adjudication_id,
        denied.line_number,
        denied.claim_id,
        denied.claim_number,
        denied.lineage_id,
        denied.joined_on,
        denied.payer_id,
        denied.payer_sequence,
        denied.receivable,
        denied.reversal_id,
        denied.reversed_on,
        denied.remit_on,
        denied.known_on,
        denied.event_turn,
        denied.known_turn,
        noise.line_number is not null as is_noise,
        -- an adjudication that only says "duplicate" is noise as a whole
        bool_and(noise.line_number is not null) over (
            partition by denied.practice_id, denied.adjudication_id
        ) as is_noise_event
    from denied
    left join noise using (practice_id, adjudication_id, line_number)

)

select * from final
