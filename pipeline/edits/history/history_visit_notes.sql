-- Visits that practice systems listed, with the state of the progress note as the list words it.
select
    visits.file_id,
    visits.claim_number,
    visits.member_token,
    visits.payer_id,
    visits.service_on,
    visits.procedure_code,
    visits.rendering_npi,
    visits.note_status,
    visits.known_on
from denials.facts.int_visit_notes as visits
inner join judging using (practice_id)
