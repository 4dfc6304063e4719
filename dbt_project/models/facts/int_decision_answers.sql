with

answered as (

    select
        answers.practice_id,
        answers.item_key,
        decision_keys.reason_id,
        decision_keys.decided_on,
        answers.listed_on,
        answers.decision,
        answers.owner_role,
        answers.usual_role,
        answers.due_on,
        answers.state,
        -- a list of tomorrow is a clock that is wrong; nothing counts before it was printed
        greatest(answers.known_on, answers.listed_on) as from_on,
        -- the newer list wins, then the one that came back later
        concat_ws(
            ':', answers.listed_on, answers.known_on, answers.file_id,
            lpad(cast(answers.sheet_number as string), 4, '0'),
            lpad(cast(answers.segment_number as string), 8, '0')
        ) as answer_turn
    from {{ ref('stg_worklist__decisions') }} as answers
    inner join {{ ref('int_decision_keys') }} as decision_keys using (practice_id, item_key)

),

final as (

    select
        *,
        -- an older word that comes later changes nothing
        answer_turn = max(answer_turn) over (
            partition by practice_id, item_key
            order by from_on, answer_turn
            rows between unbounded preceding and current row
        ) as is_standing
    from answered

)

select * from final
