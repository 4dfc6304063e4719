with

denials as (

    select * from {{ ref('int_denial_items') }}
    where not is_noise

),

-- how the claim stood at that payer while the denial was open
stretches as (

    select
        denials.practice_id,
        denials.denial_id,
        denials.claim_id,
        denials.claim_number,
        denials.payer_id,
        states.state,
        greatest(denials.opened_on, states.from_on) as from_on,
        least(denials.closed_on, states.to_on) as to_on
    from denials
    inner join {{ ref('fct_claim_states') }} as states using (practice_id, claim_id, payer_id)
    where
        (denials.closed_on is null or denials.closed_on > states.from_on)
        and (states.to_on is null or states.to_on > denials.opened_on)

),

marked as (

    select
        stretches.*,
        rules.rule_id,
        lag(stretches.state) over (
            partition by stretches.practice_id, stretches.denial_id order by stretches.from_on
        ) as state_before,
        rules.denial_waits
    from stretches
    inner join {{ ref('claim_states') }} as rules on stretches.state = rules.state

),

-- stretches of one state that differ in dollars alone are one wait
begun as (

    select
        *,
        sum(case when state = state_before then 0 else 1 end) over (
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
    from begun
    where denial_waits
    group by
        practice_id, denial_id, claim_id, claim_number, payer_id, state, rule_id, stretch_number

)

select * from final
