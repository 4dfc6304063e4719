with

days as (

    select
        states.practice_id,
        states.claim_id,
        charges.claim_number,
        states.payer_id,
        coalesce(states.payer_sequence, charges.payer_sequence, 'unknown') as payer_sequence,
        states.day_on,
        states.state,
        cast(case
            when states.state = 'closed' then 0
            when states.is_answered then coalesce(denied.denied_open_usd, 0)
            -- no payer has answered, and none is asked any more
            when states.state = 'patient_balance' then 0
            else coalesce(charges.charge_usd, 0)
        end as decimal(18, 2)) as open_usd,
        charges.service_from_on as service_on
    from {{ ref('int_claim_day_states') }} as states
    left join {{ ref('int_claim_charges') }} as charges
        using (practice_id, claim_id, payer_id, day_on)
    left join {{ ref('int_claim_open_usd') }} as denied
        using (practice_id, claim_id, payer_id, day_on)

),

keyed as (

    select
        *,
        {{ surrogate_key(['state', 'open_usd', 'payer_sequence', 'service_on']) }} as standing
    from days

),

compared as (

    select
        *,
        lag(standing) over (
            partition by practice_id, claim_id, payer_id order by day_on
        ) as standing_before
    from keyed

),

final as (

    select
        practice_id,
        claim_id,
        claim_number,
        payer_id,
        payer_sequence,
        state,
        day_on as from_on,
        lead(day_on) over (
            partition by practice_id, claim_id, payer_id order by day_on
        ) as to_on,
        open_usd,
        service_on,
        day_on as known_on
    from compared
    -- days on which nothing about it changed belong to the stretch before
    where standing_before is null or standing_before <> standing

)

select * from final
