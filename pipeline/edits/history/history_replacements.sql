-- Claims whose place another one took, under a number of its own; until the payer calls that one a
-- duplicate.
select
    replaced.claim_id,
    replaced.payer_id,
    replaced.returned_on,
    replaced.replaced_on as known_on
from denials.facts.int_claim_replacements as replaced
inner join judging using (practice_id)
