-- Claims the practice sent.
select
    submissions.submission_id,
    submissions.claim_id,
    submissions.claim_number,
    submissions.patient_token,
    submissions.member_mask,
    submissions.frequency_code,
    submissions.original_reference,
    submissions.payer_id,
    submissions.payer_sequence,
    submissions.service_from_on,
    submissions.service_to_on,
    submissions.submitted_on,
    submissions.charge_usd,
    submissions.billing_npi,
    submissions.rendering_npi,
    submissions.location_id,
    submissions.transaction_digest,
    submissions.known_on
from denials.facts.fct_submissions as submissions
inner join judging using (practice_id)
