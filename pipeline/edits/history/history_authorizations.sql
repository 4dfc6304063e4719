-- Approvals under which service lines were sent (REF*G1), as tokens: of the line, else of its
-- claim. A line that was sent without one is not here.
select
    approvals.submission_id,
    approvals.line_number,
    approvals.reference_token,
    approvals.known_on
from denials.facts.int_submission_authorizations as approvals
inner join judging using (practice_id)
