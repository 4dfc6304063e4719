with

claims as (

    select
        claims.*,
        claim_ids.claim_id
    from {{ ref('int_remittance_claims') }} as claims
    inner join {{ ref('int_remittance_claim_ids') }} as claim_ids
        using (practice_id, adjudication_id)
    where coalesce(claims.status_outcome, '') not in ('informational', 'forwarded')

),

reversed_claims as (

    select distinct
        practice_id,
        claim_id,
        payer_id
    from claims
    where is_reversal

),

events as (

    select claims.*
    from claims
    inner join reversed_claims using (practice_id, claim_id, payer_id)

),

amounts as (

    select
        events.practice_id,
        events.adjudication_id,
        adjustments.group_code || '*' || adjustments.carc_code as reason,
        sum(adjustments.adjusted_usd) as adjusted_usd
    from events
    inner join {{ ref('fct_adjustments') }} as adjustments
        using (practice_id, adjudication_id)
    group by
        events.practice_id,
        events.adjudication_id,
        adjustments.group_code || '*' || adjustments.carc_code

),

signatures as (

    select
        events.practice_id,
        events.adjudication_id,
        {{ agg_list(
            "amounts.reason || '=' || cast(cast(case when events.is_reversal then -amounts.adjusted_usd
            else amounts.adjusted_usd end as decimal(18, 2)) as string)", 'amounts.reason', ' '
        ) }} as signature
    from events
    inner join amounts using (practice_id, adjudication_id)
    group by events.practice_id, events.adjudication_id

),

final as (

    select
        events.practice_id,
        events.adjudication_id,
        events.claim_id,
        events.payer_id,
        events.is_reversal,
        -- what a reversal must negate, said without its sign
        cast(case when events.is_reversal then -1 else 1 end * events.charge_usd as decimal(18, 2))
            as turned_charge_usd,
        cast(case when events.is_reversal then -1 else 1 end * events.paid_usd as decimal(18, 2))
            as turned_paid_usd,
        coalesce(signatures.signature, '') as signature,
        events.payer_claim_number,
        events.remit_on,
        events.known_on,
        events.transaction_digest,
        events.position
    from events
    left join signatures using (practice_id, adjudication_id)

)

select * from final
