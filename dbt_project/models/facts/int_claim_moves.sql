with

submissions as (

    select distinct
        practice_id,
        claim_id,
        payer_id,
        payer_sequence,
        known_on
    from {{ ref('fct_submissions') }}
    where payer_id is not null and payer_sequence <> 'unknown'

),

-- sent to one payer, and later in the same turn to another: the first owes nothing any more
moves as (

    select distinct
        ours.practice_id,
        ours.claim_id,
        ours.payer_id,
        ours.payer_sequence,
        theirs.known_on as moved_on
    from submissions as ours
    inner join submissions as theirs using (practice_id, claim_id, payer_sequence)
    where ours.payer_id <> theirs.payer_id and ours.known_on < theirs.known_on

),

final as (

    select
        moves.practice_id,
        moves.claim_id,
        moves.payer_id,
        moves.moved_on,
        min(later.known_on) as returned_on
    from moves
    left join submissions as later
        on
            moves.practice_id = later.practice_id
            and moves.claim_id = later.claim_id
            and moves.payer_id = later.payer_id
            and moves.payer_sequence = later.payer_sequence
            and moves.moved_on <= later.known_on
    group by moves.practice_id, moves.claim_id, moves.payer_id, moves.moved_on

)

select * from final
