with

claims as (

    select
        claims.practice_id,
        claims.adjudication_id,
        claims.payer_id,
        claims.known_on,
        claim_ids.claim_id
    from {{ ref('int_remittance_claims') }} as claims
    inner join {{ ref('int_remittance_claim_ids') }} as claim_ids
        using (practice_id, adjudication_id)

),

-- what our own claim to that payer said, the newest known by then
final as (

    select
        claims.practice_id,
        claims.adjudication_id,
        submissions.payer_sequence
    from claims
    inner join {{ ref('fct_submissions') }} as submissions
        on
            claims.practice_id = submissions.practice_id
            and claims.claim_id = submissions.claim_id
            and claims.payer_id = submissions.payer_id
            and claims.known_on >= submissions.known_on
    where submissions.payer_sequence <> 'unknown'
    qualify row_number() over (
        partition by claims.practice_id, claims.adjudication_id
        order by submissions.known_on desc, submissions.submission_id asc
    ) = 1

)

select * from final
