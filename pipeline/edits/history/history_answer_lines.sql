-- Decisions of payers on service lines (SVC).
select
    lines.adjudication_id,
    lines.line_number,
    lines.claim_id,
    lines.claim_number,
    lines.payer_id,
    lines.procedure_code,
    lines.modifiers,
    lines.service_on,
    lines.units,
    lines.charge_usd,
    lines.paid_usd,
    lines.allowed_usd,
    lines.outcome,
    lines.denied_usd,
    lines.remit_on,
    lines.known_on
from denials.facts.fct_adjudication_lines as lines
inner join judging using (practice_id)
