with

denials as (

    select * from {{ ref('int_denial_events') }}

),

candidates as (

    select
        answers.practice_id,
        answers.adjudication_id,
        answers.line_number,
        answers.answer_id as closed_by,
        answers.closed_on,
        case
            when answers.is_denied_again then 'denied_again'
            when overturns.answer_id is not null then 'overturned_corrected'
            else 'overturned_reprocessed'
        end as close_reason,
        0 as precedence,
        answers.answer_turn as turn
    from {{ ref('int_line_answers') }} as answers
    left join {{ ref('int_denial_overturns') }} as overturns
        using (practice_id, adjudication_id, line_number, answer_id)

    union all

    select
        practice_id,
        adjudication_id,
        line_number,
        reversal_id as closed_by,
        greatest(known_on, reversed_on) as closed_on,
        'reversed' as close_reason,
        1 as precedence,
        event_turn as turn
    from denials
    where reversal_id is not null

    union all

    -- the practice took the claim back: nobody works it any more
    select
        denials.practice_id,
        denials.adjudication_id,
        denials.line_number,
        voids.submission_id as closed_by,
        voids.known_on as closed_on,
        'voided' as close_reason,
        2 as precedence,
        0 as turn
    from denials
    inner join {{ ref('int_claim_voids') }} as voids using (practice_id, claim_id, payer_id)
    where not {{ sent_before('voids', 'denials') }}

    union all

    -- what stood on the list when somebody gave it up; a later denial is news
    select
        denials.practice_id,
        denials.adjudication_id,
        denials.line_number,
        answers.answer_id as closed_by,
        answers.from_on as closed_on,
        answers.closes_as as close_reason,
        3 as precedence,
        0 as turn
    from denials
    inner join {{ ref('int_answer_closings') }} as answers using (practice_id, claim_id)
    where
        denials.known_on < answers.listed_on
        and (answers.item_kind = 'denial' or answers.payer_id = denials.payer_id)

),

-- the earliest day; of one day an answer beats a reversal, and the next event the later ones
final as (

    select
        practice_id,
        adjudication_id,
        line_number,
        closed_by,
        closed_on,
        close_reason
    from candidates
    qualify row_number() over (
        partition by practice_id, adjudication_id, line_number
        order by closed_on, precedence, turn, closed_by
    ) = 1

)

select * from final
