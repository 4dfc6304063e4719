with

starts as (

    select
        practice_id,
        claim_id,
        payer_id,
        min(day_on) as first_on
    from {{ ref('int_claim_changes') }}
    group by practice_id, claim_id, payer_id

),

-- a corrected claim known to replace this one
replaced as (

    select
        practice_id,
        earlier_claim_id as claim_id,
        min(known_on) as replaced_on
    from {{ ref('int_claim_links') }}
    group by practice_id, earlier_claim_id

),

-- another payer's answer ends the wait of one that passed the claim on
elsewhere as (

    select
        starts.practice_id,
        starts.claim_id,
        starts.payer_id,
        min(answers.known_on) as elsewhere_on
    from starts
    inner join {{ ref('int_claim_answers') }} as answers using (practice_id, claim_id)
    where starts.payer_id <> answers.payer_id and answers.is_answer
    group by starts.practice_id, starts.claim_id, starts.payer_id

),

final as (

    select
        starts.*,
        replaced.replaced_on,
        elsewhere.elsewhere_on
    from starts
    left join replaced using (practice_id, claim_id)
    left join elsewhere using (practice_id, claim_id, payer_id)

)

select * from final
