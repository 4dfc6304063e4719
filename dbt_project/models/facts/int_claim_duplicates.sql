with

noise as (

    select * from {{ ref('int_noise_adjudications') }}

),

decided as (

    select
        practice_id,
        claim_id,
        payer_id,
        min(known_on) as decided_on
    from {{ ref('int_claim_answers') }}
    where is_answer
    group by practice_id, claim_id, payer_id

),

-- answers that only say "duplicate": each ends the wait that began when the claim was sent again
final as (

    select
        events.practice_id,
        events.claim_id,
        events.payer_id,
        events.known_on,
        max(events.remit_on) as remit_on,
        coalesce(min(decided.decided_on) <= events.known_on, false) as is_decided
    from {{ ref('int_adjudication_events') }} as events
    inner join noise using (practice_id, adjudication_id)
    left join decided using (practice_id, claim_id, payer_id)
    group by events.practice_id, events.claim_id, events.payer_id, events.known_on

)

select * from final
