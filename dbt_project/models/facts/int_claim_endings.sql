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
        elsewhere.elsewhere_on
    from starts
    left join elsewhere using (practice_id, claim_id, payer_id)

)

select * from final
