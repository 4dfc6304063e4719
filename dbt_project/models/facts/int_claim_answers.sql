with

noise as (

    select * from {{ ref('int_noise_adjudications') }}

),

final as (

    select
        events.practice_id,
        events.claim_id,
        events.payer_id,
        events.claim_number,
        rules.state,
        rules.is_answer,
        events.payer_sequence,
        claims.charge_usd,
        claims.service_from_on,
        events.remit_on,
        events.known_on,
        events.reversed_on,
        events.event_turn
    from {{ ref('int_adjudication_events') }} as events
    inner join {{ ref('int_remittance_claims') }} as claims using (practice_id, adjudication_id)
    inner join {{ ref('claim_state_rules') }} as rules
        on rules.source = 'adjudication' and events.outcome = rules.outcome
    -- an estimate and a "duplicate" leave the claim as it was
    anti join noise
        on
            events.practice_id = noise.practice_id
            and events.adjudication_id = noise.adjudication_id
    where coalesce(claims.status_outcome, '') <> 'informational'

)

select * from final
