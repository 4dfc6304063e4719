with

-- another payer's decision ends the wait of one that passed the claim on
final as (

    select
        first_days.practice_id,
        first_days.claim_id,
        first_days.payer_id,
        first_days.first_on,
        answers.known_on,
        max(answers.remit_on) as remit_on
    from {{ ref('int_claim_starts') }} as first_days
    inner join {{ ref('int_claim_answers') }} as answers using (practice_id, claim_id)
    where first_days.payer_id <> answers.payer_id and answers.is_answer
    group by
        first_days.practice_id, first_days.claim_id, first_days.payer_id, first_days.first_on,
        answers.known_on

)

select * from final
