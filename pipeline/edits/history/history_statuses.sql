-- What payers and clearinghouses said of claims before a decision.
select
    statuses.claim_id,
    statuses.claim_number,
    statuses.payer_id,
    statuses.status_on,
    statuses.category_code,
    statuses.status_code,
    statuses.entity_code,
    statuses.outcome,
    statuses.payer_claim_number,
    statuses.known_on
from denials.facts.fct_status_events as statuses
inner join judging using (practice_id)
