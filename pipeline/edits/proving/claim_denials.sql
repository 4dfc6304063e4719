-- Denied lines of the answers of claims, as they were known before the day of the proposal. What a
-- payer calls a repeat is no new loss.
select
    answers.claim_key,
    answers.adjudication_id,
    denials.denial_id,
    denials.line_number,
    denials.procedure_code,
    denials.service_on,
    denials.category,
    denials.origin,
    case when denials.is_noise then 0 else denials.expected_allowed_usd end as expected_usd,
    case
        when denials.is_noise then 0
        else denials.expected_allowed_usd * (1 - coalesce(denials.p_recover, 0))
    end as saved_usd
from claim_answers as answers
inner join judging on true
inner join proposal on true
inner join denials.facts.fct_denials as denials
    on
        judging.practice_id = denials.practice_id
        and answers.adjudication_id = denials.adjudication_id
        and proposal.until_on > denials.known_on
