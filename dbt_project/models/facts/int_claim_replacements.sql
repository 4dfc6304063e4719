with

links as (

    select
        first_days.practice_id,
        first_days.claim_id,
        first_days.payer_id,
        first_days.first_on,
        links.claim_id as by_claim_id,
        links.known_on
    from {{ ref('int_claim_starts') }} as first_days
    inner join {{ ref('int_claim_ancestors') }} as links
        on
            first_days.practice_id = links.practice_id
            and first_days.claim_id = links.earlier_claim_id

),

submissions as (

    -- a void takes no place
    select * from {{ ref('fct_submissions') }}
    where frequency_code is distinct from '8'

),

turns as (

    select distinct
        practice_id,
        claim_id,
        payer_id,
        payer_sequence
    from submissions

),

-- a claim under another number takes this one's place when it is sent to this payer, or to another
-- in this one's turn; where no copy of it is known, at every payer
sent as (

    select
        links.*,
        greatest(links.known_on, submissions.known_on) as replaced_on
    from links
    inner join submissions
        on
            links.practice_id = submissions.practice_id
            and links.by_claim_id = submissions.claim_id
    left join turns
        on
            links.practice_id = turns.practice_id
            and links.claim_id = turns.claim_id
            and links.payer_id = turns.payer_id
            and submissions.payer_sequence = turns.payer_sequence
    where submissions.payer_id = links.payer_id or turns.claim_id is not null

    union

    select
        links.*,
        links.known_on as replaced_on
    from links
    left join submissions
        on
            links.practice_id = submissions.practice_id
            and links.by_claim_id = submissions.claim_id
            and links.known_on >= submissions.known_on
    where submissions.claim_id is null

),

-- until that payer calls the other one a duplicate: then this one is what it decides on
returned as (

    select
        sent.practice_id,
        sent.claim_id,
        sent.payer_id,
        sent.by_claim_id,
        sent.replaced_on,
        sent.first_on,
        min(duplicates.known_on) as returned_on
    from sent
    left join {{ ref('int_claim_duplicates') }} as duplicates
        on
            sent.practice_id = duplicates.practice_id
            and sent.by_claim_id = duplicates.claim_id
            and sent.payer_id = duplicates.payer_id
            and sent.replaced_on <= duplicates.known_on
            -- of a claim it decided on itself, the payer means that one
            and not duplicates.is_decided
    group by
        sent.practice_id, sent.claim_id, sent.payer_id, sent.by_claim_id, sent.replaced_on,
        sent.first_on

)

select * from returned
