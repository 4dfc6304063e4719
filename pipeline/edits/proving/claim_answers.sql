-- What each claim was answered first, as it was known before the day of the proposal.
with

sent as (

    select
        claims.claim_key,
        claims.claim_number,
        claims.payer_id,
        coalesce(claims.patient_token, claims.claim_key) as client,
        claims.judged_on as sent_on,
        submissions.claim_id,
        submissions.submission_id,
        row_number() over (
            partition by submissions.claim_id, claims.payer_id
            order by claims.judged_on, submissions.submission_id
        ) > 1 as is_sent_again
    from claims
    inner join judging on true
    inner join denials.facts.fct_submissions as submissions
        on
            judging.practice_id = submissions.practice_id
            and claims.transaction_digest = submissions.transaction_digest
            and claims.claim_position = submissions.claim_position

),

-- a reversal, a forward, an estimate or a pend decides nothing
decisions as (

    select
        answers.adjudication_id,
        answers.claim_id,
        answers.payer_id,
        answers.outcome,
        answers.paid_usd,
        answers.known_on,
        answers.remit_on,
        answers.is_noise
    from denials.facts.fct_adjudications as answers
    inner join judging on answers.practice_id = judging.practice_id
    inner join proposal on answers.known_on < proposal.until_on
    where answers.outcome in ('paid', 'patient_share', 'denied', 'partly_denied')

),

firsts as (

    select
        sent.claim_key,
        sent.claim_id,
        sent.sent_on,
        sent.submission_id,
        decisions.adjudication_id,
        decisions.is_noise
    from sent
    inner join decisions
        on
            sent.claim_id = decisions.claim_id
            and sent.payer_id = decisions.payer_id
            and sent.sent_on <= decisions.known_on
    qualify row_number() over (
        partition by sent.claim_key, decisions.is_noise
        order by decisions.known_on, decisions.remit_on, decisions.adjudication_id
    ) = 1

),

-- what says "you sent this before" answers the claim that was sent again, not the first one
repeats as (

    select
        firsts.claim_key,
        firsts.adjudication_id
    from firsts
    inner join sent using (claim_key)
    where firsts.is_noise and sent.is_sent_again

),

-- of several claims that wait for one decision it answers the first
decided as (

    select
        claim_key,
        adjudication_id
    from firsts
    anti join repeats using (claim_key)
    where not is_noise
    qualify row_number() over (
        partition by adjudication_id order by sent_on, submission_id
    ) = 1

),

-- nor is a duplicate under a number of its own answered otherwise
alone as (

    select
        claim_key,
        adjudication_id
    from firsts
    anti join decided using (claim_key)
    anti join repeats using (claim_key)
    where is_noise

),

answered as (

    select * from repeats
    union all
    select * from decided
    union all
    select * from alone

),

rejected as (

    select distinct sent.claim_key
    from sent
    inner join judging on true
    inner join proposal on true
    inner join denials.facts.fct_status_events as reports
        on
            judging.practice_id = reports.practice_id
            and sent.claim_id = reports.claim_id
            and sent.sent_on <= reports.known_on
            and proposal.until_on > reports.known_on
    where reports.outcome = 'rejected'

)

select
    sent.claim_key,
    sent.claim_number,
    sent.claim_id,
    sent.payer_id,
    sent.client,
    sent.sent_on,
    decisions.adjudication_id,
    decisions.known_on as answered_on,
    decisions.outcome,
    coalesce(decisions.paid_usd, 0) as paid_usd,
    rejected.claim_key is not null as is_rejected
from sent
left join answered using (claim_key)
left join decisions using (adjudication_id)
left join rejected using (claim_key)
