-- The text of a claim that a decision is of: of all that went to that payer under its number the
-- one that was known last when the decision became known. What it replaced was not paid as it was.
select
    answers.adjudication_id,
    answers.claim_id,
    answers.payer_id,
    sent.submission_id,
    answers.outcome,
    answers.reversed_on,
    answers.known_on
from denials.facts.fct_adjudications as answers
inner join judging using (practice_id)
inner join denials.facts.fct_submissions as sent
    on
        answers.practice_id = sent.practice_id
        and answers.claim_id = sent.claim_id
        and answers.payer_id = sent.payer_id
        and answers.known_on >= sent.known_on
where sent.frequency_code is distinct from '8'
qualify row_number() over (
    partition by answers.adjudication_id order by sent.known_on desc, sent.submission_id
) = 1
