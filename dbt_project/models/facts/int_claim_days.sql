with

-- the day a corrected claim was known to replace this one
replaced as (

    select
        links.practice_id,
        links.earlier_claim_id as claim_id,
        min(links.known_on) as replaced_on
    from {{ ref('int_claim_links') }} as links
    group by links.practice_id, links.earlier_claim_id

),

claims as (

    select practice_id, claim_id, payer_id, known_on, null as ends_on
    from {{ ref('int_claim_reports') }}

    union all

    select practice_id, claim_id, payer_id, known_on, reversed_on
    from {{ ref('int_claim_answers') }}

    union all

    select practice_id, claim_id, payer_id, opened_on, closed_on
    from {{ ref('int_denial_items') }}

),

starts as (

    select
        practice_id,
        claim_id,
        payer_id,
        min(known_on) as first_on
    from claims
    group by practice_id, claim_id, payer_id

),

-- another payer's answer ends the wait of one that passed the claim on
elsewhere as (

    select
        starts.practice_id,
        starts.claim_id,
        starts.payer_id,
        min(answers.known_on) as answered_elsewhere_on
    from starts
    inner join {{ ref('int_claim_answers') }} as answers using (practice_id, claim_id)
    where answers.payer_id <> starts.payer_id and answers.is_answer
    group by starts.practice_id, starts.claim_id, starts.payer_id

),

days as (

    select practice_id, claim_id, payer_id, known_on as day_on from claims

    union

    select practice_id, claim_id, payer_id, ends_on from claims

    union

    select starts.practice_id, starts.claim_id, starts.payer_id, replaced.replaced_on
    from starts
    inner join replaced using (practice_id, claim_id)

    union

    select practice_id, claim_id, payer_id, answered_elsewhere_on from elsewhere

),

final as (

    select
        days.practice_id,
        days.claim_id,
        days.payer_id,
        days.day_on,
        coalesce(replaced.replaced_on <= days.day_on, false) as is_replaced,
        coalesce(elsewhere.answered_elsewhere_on <= days.day_on, false) as is_answered_elsewhere
    from days
    inner join starts using (practice_id, claim_id, payer_id)
    left join replaced using (practice_id, claim_id)
    left join elsewhere using (practice_id, claim_id, payer_id)
    -- nothing is known of a claim before its first event
    where days.day_on >= starts.first_on

)

select * from final
