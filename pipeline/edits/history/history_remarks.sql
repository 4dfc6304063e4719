-- Remark codes of decisions; line 0 is the claim as a whole.
select
    answers.claim_id,
    answers.payer_id,
    answers.adjudication_id,
    remarks.line_number,
    remarks.rarc_code,
    answers.remit_on,
    answers.known_on
from denials.facts.int_remarks as remarks
inner join denials.facts.fct_adjudications as answers
    on remarks.adjudication_id = answers.adjudication_id
inner join judging on answers.practice_id = judging.practice_id
