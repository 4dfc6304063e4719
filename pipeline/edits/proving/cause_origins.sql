-- Where the denied lines of a cause arose, most lines first.
select denials.origin
from denials.rollups.rlp_cause_claim_week as claims
inner join judging using (practice_id)
inner join proposed_cause as causes
    on claims.packet_week = causes.packet_week and claims.cause_id = causes.cause_id
inner join denials.facts.fct_denials as denials
    on
        claims.practice_id = denials.practice_id
        and claims.adjudication_id = denials.adjudication_id
        and causes.category = denials.category
group by denials.origin
order by count(*) desc, denials.origin
