with

noise as (

    select * from {{ ref('int_noise_adjudications') }}

),

-- answers that only say "duplicate": each ends the wait that began when the claim was sent again
final as (

    select distinct
        events.practice_id,
        events.claim_id,
        events.payer_id,
        events.known_on
    from {{ ref('int_adjudication_events') }} as events
    inner join noise using (practice_id, adjudication_id)

)

select * from final
