-- Of the claims of a cause that the practice has as it sent them, those each check speaks of.
with

claims as (

    select distinct answers.claim_key
    from denials.rollups.rlp_cause_claim_week as claims
    inner join judging using (practice_id)
    inner join proposed_cause as causes
        on claims.packet_week = causes.packet_week and claims.cause_id = causes.cause_id
    inner join claim_answers as answers on claims.adjudication_id = answers.adjudication_id

)

select
    found.template_id,
    count(*) as found_count,
    (select count(*) from claims) as claim_count
from template_finds as found
semi join claims using (claim_key)
group by found.template_id
order by found_count desc, found.template_id
