with

events as (

    select * from {{ ref('int_reversal_events') }}

),

-- a reversal negates an earlier statement, though that may arrive later. What is dated the same
-- day and stands after it is the correction, even if that decides as before
pairs as (

    select
        originals.practice_id,
        originals.claim_id,
        originals.payer_id,
        originals.turned_charge_usd,
        originals.turned_paid_usd,
        originals.adjudication_id as original_id,
        reversals.adjudication_id as reversal_id,
        greatest(originals.known_on, reversals.known_on) as matched_on,
        originals.signature = reversals.signature as is_exact,
        coalesce(originals.payer_claim_number = reversals.payer_claim_number, false)
            as is_same_number,
        originals.remit_on = reversals.remit_on as is_same_day,
        originals.remit_on as original_remit_on,
        originals.transaction_digest,
        originals.position
    from events as originals
    inner join events as reversals
        using (practice_id, claim_id, payer_id, turned_charge_usd, turned_paid_usd)
    where
        not originals.is_reversal
        and reversals.is_reversal
        -- equal amounts alone are no match where the payer names another statement: two unpaid ones
        -- of a claim have equal amounts
        and (
            originals.signature = reversals.signature
            or coalesce(originals.payer_claim_number = reversals.payer_claim_number, true)
        )
        and (
            originals.remit_on < reversals.remit_on
            or (
                originals.remit_on = reversals.remit_on
                and (
                    originals.known_on < reversals.known_on
                    or (
                        originals.transaction_digest = reversals.transaction_digest
                        and originals.position < reversals.position
                    )
                )
            )
        )

),

-- what was known first is matched first, so that a late file never undoes a match
final as (

    select
        practice_id,
        claim_id,
        payer_id,
        turned_charge_usd,
        turned_paid_usd,
        original_id,
        reversal_id,
        matched_on,
        cast(row_number() over (
            partition by practice_id, claim_id, payer_id, turned_charge_usd, turned_paid_usd
            order by
                matched_on asc, is_exact desc, is_same_number desc, is_same_day asc,
                original_remit_on desc, transaction_digest desc, position desc, reversal_id asc
        ) as int) as preference
    from pairs

)

select * from final
