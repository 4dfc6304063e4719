with

-- how a claim stands while its denials wait; a closed one only while somebody owes its dollars
waiting as (

    select
        states.practice_id,
        states.claim_id,
        states.payer_id,
        states.state,
        rules.rule_id,
        states.from_on,
        states.to_on
    from {{ ref('fct_claim_states') }} as states
    inner join {{ ref('claim_states') }} as rules on states.state = rules.state
    where rules.denial_waits and not rules.is_carried

    union all

    select
        carried.practice_id,
        carried.claim_id,
        carried.payer_id,
        rules.state,
        rules.rule_id,
        carried.from_on,
        carried.to_on
    from {{ ref('int_carried_claims') }} as carried
    inner join {{ ref('claim_states') }} as rules on rules.denial_waits and rules.is_carried

),

stretches as (

    select
        denials.practice_id,
        denials.denial_id,
        denials.claim_id,
        denials.claim_number,
        denials.payer_id,
        waiting.state,
        waiting.rule_id,
        greatest(denials.opened_on, waiting.from_on) as from_on,
        least(denials.closed_on, waiting.to_on) as to_on
    from {{ ref('int_denial_items') }} as denials
    inner join waiting using (practice_id, claim_id, payer_id)
    where
        not denials.is_noise
        and (denials.closed_on is null or denials.closed_on > waiting.from_on)
        and (waiting.to_on is null or waiting.to_on > denials.opened_on)

),

-- stretches of one state that differ in dollars alone are one wait
marked as (

    select
        *,
        case
            when state = lag(state) over in_order and from_on = lag(to_on) over in_order then 0
            else 1
        end as is_new
    from stretches
    window in_order as (partition by practice_id, denial_id order by from_on)

),

numbered as (

    select
        *,
        sum(is_new) over (
            partition by practice_id, denial_id order by from_on
            rows between unbounded preceding and current row
        ) as stretch_number
    from marked

),

final as (

    select
        practice_id,
        denial_id,
        claim_id,
        claim_number,
        payer_id,
        state as waits_as,
        rule_id,
        min(from_on) as from_on,
        case when count(to_on) = count(*) then max(to_on) end as to_on,
        min(from_on) as known_on
    from numbered
    group by
        practice_id, denial_id, claim_id, claim_number, payer_id, state, rule_id, stretch_number

)

select * from final
