-- Service lines the practice sent, with what their claim says of them.
select
    lines.submission_id,
    lines.claim_id,
    lines.claim_number,
    lines.line_number,
    submissions.patient_token,
    submissions.frequency_code,
    submissions.payer_id,
    submissions.payer_sequence,
    submissions.submitted_on,
    lines.procedure_code,
    lines.modifiers,
    lines.revenue_code,
    lines.units,
    lines.place_of_service,
    lines.service_on,
    lines.charge_usd,
    lines.rendering_npi,
    submissions.location_id,
    submissions.transaction_digest,
    lines.known_on
from denials.facts.int_submission_lines as lines
inner join denials.facts.fct_submissions as submissions
    on lines.submission_id = submissions.submission_id
inner join judging on submissions.practice_id = judging.practice_id
