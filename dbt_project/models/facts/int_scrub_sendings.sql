with

found as (

    select distinct
        practice_id,
        run_id,
        transaction_digest,
        claim_position,
        claim_number
    from {{ ref('int_scrub_findings') }}

),

claims as (

    select
        found.practice_id,
        found.run_id,
        found.transaction_digest,
        found.claim_position,
        found.claim_number,
        runs.known_on as scrubbed_on,
        same_sets.sent_on is not null as is_sent_before
    from found
    inner join {{ ref('stg_pipeline__scrub_runs') }} as runs using (practice_id, run_id)
    left join {{ ref('stg_pipeline__scrub_sets') }} as same_sets
        using (practice_id, run_id, transaction_digest)

),

candidates as (

    select
        claims.practice_id,
        claims.run_id,
        claims.transaction_digest,
        claims.claim_position,
        claims.scrubbed_on,
        claims.is_sent_before,
        submissions.submission_id,
        submissions.claim_id,
        submissions.known_on as sent_on,
        submissions.transaction_digest as sent_digest,
        submissions.claim_position as sent_position,
        claims.transaction_digest = submissions.transaction_digest
        and claims.claim_position = submissions.claim_position as is_as_found
    from claims
    inner join {{ ref('fct_submissions') }} as submissions
        on
            claims.practice_id = submissions.practice_id
            and claims.claim_number = submissions.claim_number
    where
        (
            claims.transaction_digest = submissions.transaction_digest
            and claims.claim_position = submissions.claim_position
        )
        -- another set is an answer to the scrub where it was made that day or later
        or (
            not claims.is_sent_before
            and claims.scrubbed_on <= submissions.known_on
            and claims.scrubbed_on <= submissions.submitted_on
        )

),

final as (

    select
        practice_id,
        run_id,
        transaction_digest,
        claim_position,
        scrubbed_on,
        submission_id,
        claim_id,
        sent_on,
        sent_digest,
        sent_position,
        is_as_found,
        is_sent_before or (is_as_found and sent_on < scrubbed_on) as is_sent_before
    from candidates
    qualify row_number() over (
        partition by practice_id, run_id, transaction_digest, claim_position
        order by sent_on asc, is_as_found desc, submission_id asc
    ) = 1

)

select * from final
