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
        case
            when states.state = 'closed' then 0
            when states.is_answered then coalesce(open_usd.denied_open_usd, 0)
            else coalesce(charges.charge_usd, 0)
        end as open_usd,
        charges.service_from_on as service_on
    from {{ ref('int_claim_day_states') }} as states
    left join {{ ref('int_claim_charges') }} as charges
        using (practice_id, claim_id, payer_id, day_on)
    left join {{ ref('int_claim_open_usd') }} as open_usd
        using (practice_id, claim_id, payer_id, day_on)

),

compared as (

    select
        *,
        lag(state) over by_day is not distinct from state
        and lag(open_usd) over by_day is not distinct from open_usd
        and lag(payer_sequence) over by_day is not distinct from payer_sequence
        and lag(service_on) over by_day is not distinct from service_on as is_the_same
    from days
    window by_day as (partition by practice_id, claim_id, payer_id order by day_on)

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
        cast(open_usd as decimal(12, 2)) as open_usd,
        service_on,
        day_on as known_on
    from compared
    where not is_the_same

)

select * from final
