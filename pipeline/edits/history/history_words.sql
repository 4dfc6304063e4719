-- What was last said of a claim, from one word to the next: a report, a decision, or that the
-- practice took it back (void). Of one day a decision says more than a report, a void more still.
with

words as (

    select
        statuses.claim_id,
        statuses.payer_id,
        statuses.known_on,
        statuses.status_on as said_on,
        1 as rank,
        statuses.outcome,
        cast(null as varchar) as adjudication_id
    from denials.facts.fct_status_events as statuses
    inner join judging using (practice_id)

    union all

    select
        answers.claim_id,
        answers.payer_id,
        answers.known_on,
        answers.remit_on,
        2,
        answers.outcome,
        answers.adjudication_id
    from denials.facts.fct_adjudications as answers
    inner join judging using (practice_id)

    union all

    select
        voids.claim_id,
        voids.payer_id,
        voids.known_on,
        voids.dated_on,
        3,
        'void',
        cast(null as varchar)
    from denials.facts.int_claim_voids as voids
    inner join judging using (practice_id)

)

select
    claim_id,
    payer_id,
    known_on,
    lead(known_on) over (
        partition by claim_id, payer_id
        order by known_on, said_on, rank, coalesce(adjudication_id, '')
    ) as until_on,
    outcome,
    adjudication_id
from words
