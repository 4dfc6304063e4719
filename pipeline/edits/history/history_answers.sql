-- Decisions of payers (CLP); what was reversed has the day of its reversal.
select
    answers.adjudication_id,
    answers.claim_id,
    answers.claim_number,
    answers.lineage_id,
    answers.patient_token,
    answers.payer_claim_number,
    answers.payer_id,
    answers.payer_sequence,
    answers.claim_status_code,
    answers.remit_on,
    answers.service_from_on,
    answers.charge_usd,
    answers.paid_usd,
    answers.outcome,
    answers.is_noise,
    answers.reversed_on,
    answers.known_on
from denials.facts.fct_adjudications as answers
inner join judging using (practice_id)
