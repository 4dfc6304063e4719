with

exact_pairs as (

    select * from {{ ref('int_reversal_exact_pairs') }}

),

-- reversals without an exact counterpart when they came: charge and payment must do
inexact_reversals as (

    select events.*
    from {{ ref('int_reversal_events') }} as events
    left join exact_pairs
        on
            events.practice_id = exact_pairs.practice_id
            and events.adjudication_id = exact_pairs.reversal_id
            and exact_pairs.original_known_on <= events.known_on
    where events.is_reversal and exact_pairs.reversal_id is null

),

candidates as (

    select
        originals.practice_id,
        originals.adjudication_id as original_id,
        reversals.adjudication_id as reversal_id,
        originals.known_on as original_known_on,
        reversals.known_on as reversal_known_on,
        reversals.known_on as matched_on,
        row_number() over (
            partition by reversals.practice_id, reversals.adjudication_id
            order by originals.turn desc
        ) as choice
    from inexact_reversals as reversals
    inner join {{ ref('int_reversal_events') }} as originals
        using (practice_id, claim_id, payer_id, turned_charge_usd, turned_paid_usd)
    left join exact_pairs
        on
            originals.practice_id = exact_pairs.practice_id
            and originals.adjudication_id = exact_pairs.original_id
            and exact_pairs.matched_on <= reversals.known_on
    where
        not originals.is_reversal
        and originals.known_on <= reversals.known_on
        and exact_pairs.original_id is null

),

all_pairs as (

    select
        practice_id,
        original_id,
        reversal_id,
        matched_on,
        1 as preference
    from candidates
    where choice = 1

    union all

    select
        practice_id,
        original_id,
        reversal_id,
        matched_on,
        0 as preference
    from exact_pairs

),

-- each reverses at most one and is reversed at most once; what was known first stays
one_a_reversal as (

    select * from all_pairs
    qualify row_number() over (
        partition by practice_id, reversal_id
        order by matched_on, preference, original_id
    ) = 1

),

final as (

    select
        practice_id,
        original_id,
        reversal_id,
        matched_on
    from one_a_reversal
    qualify row_number() over (
        partition by practice_id, original_id
        order by matched_on, preference, reversal_id
    ) = 1

)

select * from final
