with

links as (

    select * from {{ ref('int_claim_links') }}

),

-- a claim under another number takes this one's place, and again each time that one is sent
sent as (

    select
        practice_id,
        earlier_claim_id,
        claim_id,
        known_on as replaced_on
    from links

    union

    select
        links.practice_id,
        links.earlier_claim_id,
        links.claim_id,
        submissions.known_on as replaced_on
    from links
    inner join {{ ref('fct_submissions') }} as submissions using (practice_id, claim_id)
    where submissions.known_on > links.known_on

),

-- until the payer calls the other one a duplicate: then this one is what it decides on
returned as (

    select
        sent.practice_id,
        sent.earlier_claim_id as claim_id,
        sent.replaced_on,
        sent.claim_id as by_claim_id,
        min(duplicates.known_on) as returned_on
    from sent
    left join {{ ref('int_claim_duplicates') }} as duplicates
        on
            sent.practice_id = duplicates.practice_id
            and sent.claim_id = duplicates.claim_id
            and sent.replaced_on <= duplicates.known_on
            -- of a claim it decided on itself, the payer means that one
            and not duplicates.is_decided
    group by sent.practice_id, sent.earlier_claim_id, sent.replaced_on, sent.claim_id

)

select * from returned
