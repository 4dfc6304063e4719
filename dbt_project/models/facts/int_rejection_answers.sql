with

reports as (

    select
        reports.practice_id,
        reports.claim_id,
        reports.known_on,
        events.payer_id
    from {{ ref('int_rejection_reports') }} as reports
    inner join {{ ref('fct_status_events') }} as events using (practice_id, status_event_id)

),

final as (

    -- given up: what stood on the list, and only where no later report came before its return
    select
        answers.practice_id,
        answers.claim_id,
        answers.answer_id,
        min(answers.closes_as) as closes_as,
        min(answers.listed_on) as listed_on,
        min(answers.from_on) as from_on
    from {{ ref('int_answer_closings') }} as answers
    inner join reports using (practice_id, claim_id)
    where
        (answers.item_kind = 'rejection' or answers.payer_id = reports.payer_id)
        and reports.known_on <= answers.from_on
    group by answers.practice_id, answers.claim_id, answers.answer_id
    having max(reports.known_on) < min(answers.listed_on)

)

select * from final
