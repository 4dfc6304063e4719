with

worded as (

    select
        *,
        count(decision) over (partition by practice_id, item_key order by from_on, answer_turn)
            as decision_run
    from {{ ref('int_decision_answers') }}
    where is_standing

),

turned as (

    select
        *,
        max(decision) over (partition by practice_id, item_key, decision_run) as decision_word
    from worded

),

compared as (

    select
        *,
        case
            when decision_word != lag(decision_word) over (
                partition by practice_id, item_key order by from_on, answer_turn
            ) then 1
            else 0
        end as is_turn
    from turned

),

counted as (

    -- what an answer leaves out stays as it was
    select
        *,
        sum(is_turn) over in_order as word_run,
        count(owner_role) over in_order as owner_run,
        count(due_on) over in_order as day_run,
        count(state) over in_order as state_run,
        first_value(usual_role) over in_order as first_usual_role,
        lead(from_on) over in_order as next_on
    from compared
    window in_order as (partition by practice_id, item_key order by from_on, answer_turn)

),

filled as (

    select
        practice_id,
        item_key,
        reason_id,
        decided_on,
        decision_word as decision,
        max(owner_role) over (partition by practice_id, item_key, owner_run) as owner_role,
        max(due_on) over (partition by practice_id, item_key, day_run) as due_on,
        -- how an older decision stood says nothing of a newer one
        max(state) over (partition by practice_id, item_key, word_run, state_run) as state,
        first_usual_role as usual_role,
        answer_turn,
        from_on,
        next_on
    from counted

),

final as (

    select
        filled.practice_id,
        filled.item_key,
        filled.reason_id,
        filled.decided_on,
        filled.decision,
        kinds.label as decision_label,
        -- where nobody was ever named it is whose it usually is
        coalesce(filled.owner_role, filled.usual_role) as owner_role,
        filled.due_on,
        case when kinds.is_work then coalesce(filled.state, 'no_word') else 'left' end as state,
        not kinds.is_work or coalesce(states.is_final, false) as is_settled,
        filled.answer_turn,
        filled.from_on,
        filled.next_on
    from filled
    -- who, when and how it stands are of nothing until somebody says what was decided
    inner join {{ ref('decision_kinds') }} as kinds on filled.decision = kinds.decision
    left join {{ ref('decision_states') }} as states on filled.state = states.state

)

select * from final
