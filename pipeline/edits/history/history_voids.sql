-- Claims that the practice took back (frequency 8).
select
    voids.claim_id,
    voids.payer_id,
    voids.dated_on,
    voids.known_on
from denials.facts.int_claim_voids as voids
inner join judging using (practice_id)
