with

voids as (

    select
        practice_id,
        claim_id,
        payer_id,
        submission_id,
        submitted_on,
        known_on
    from {{ ref('fct_submissions') }}
    where frequency_code = '8'

),

-- claims that were sent themselves: a void under such a number is about that one
sent as (

    select
        practice_id,
        claim_id,
        min(known_on) as sent_on
    from {{ ref('fct_submissions') }}
    where frequency_code is distinct from '8'
    group by practice_id, claim_id

),

-- a void under a number of its own takes back the claim that it names
final as (

    select * from voids

    union all

    select
        voids.practice_id,
        links.earlier_claim_id as claim_id,
        voids.payer_id,
        voids.submission_id,
        voids.submitted_on,
        greatest(voids.known_on, links.known_on) as known_on
    from voids
    inner join {{ ref('int_claim_links') }} as links using (practice_id, claim_id)
    left join sent using (practice_id, claim_id)
    where sent.sent_on is null or sent.sent_on > voids.known_on

)

select
    practice_id,
    claim_id,
    payer_id,
    submission_id,
    submitted_on as dated_on,
    known_on
from final
