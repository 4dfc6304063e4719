-- Denials of service lines, open and closed.
select
    lines.denial_id,
    lines.claim_id,
    lines.claim_number,
    lines.patient_token,
    lines.line_number,
    lines.payer_id,
    lines.payer_sequence,
    lines.procedure_code,
    lines.modifiers,
    lines.place_of_service,
    lines.service_on,
    lines.rendering_npi,
    lines.location_id,
    lines.remit_on,
    lines.opened_on,
    lines.closed_on,
    lines.close_reason,
    lines.is_noise,
    lines.carc_code,
    lines.rarc_code,
    lines.category,
    lines.denied_usd,
    lines.known_on
from denials.facts.fct_denials as lines
inner join judging using (practice_id)
