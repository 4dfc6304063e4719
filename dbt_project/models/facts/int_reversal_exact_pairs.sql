with

events as (

    select * from {{ ref('int_reversal_events') }}

),

-- how many decisions of these very amounts stand after each event
depths as (

    select
        *,
        sum(case when is_reversal then -1 else 1 end) over (
            partition by
                practice_id, claim_id, payer_id, turned_charge_usd, turned_paid_usd, signature
            order by turn
            rows between unbounded preceding and current row
        ) as depth
    from events

),

-- a reversal takes the newest decision that stands; one that came first waits for the next
levels as (

    select
        *,
        depth + case when is_reversal then 1 else 0 end as level
    from depths

),

turns as (

    select
        *,
        row_number() over (
            partition by
                practice_id, claim_id, payer_id, turned_charge_usd, turned_paid_usd, signature,
                level, is_reversal
            order by turn
        ) as crossing
    from levels

),

final as (

    select
        originals.practice_id,
        originals.adjudication_id as original_id,
        reversals.adjudication_id as reversal_id,
        originals.known_on as original_known_on,
        reversals.known_on as reversal_known_on,
        greatest(originals.known_on, reversals.known_on) as matched_on
    from turns as originals
    inner join turns as reversals
        using (
            practice_id, claim_id, payer_id, turned_charge_usd, turned_paid_usd, signature, level,
            crossing
        )
    where not originals.is_reversal and reversals.is_reversal

)

select * from final
