with

-- the item that a row of a list stands for; a follow-up is made anew by its answer
answers as (

    select
        *,
        case item_kind when 'request' then 'information_request' else item_kind end as of_kind
    from {{ ref('fct_worklist_answers') }}
    where is_standing and item_kind in ('denial', 'rejection', 'request')

),

final as (

    -- a row is about what its reader could see: open on the day of the list, and open still
    select
        items.practice_id,
        items.item_id,
        items.item_kind,
        items.payer_id,
        answers.answer_id,
        answers.handed_to_role,
        -- what went out is asked after, unless somebody says what comes next
        coalesce(answers.step_label, case
            when answers.waits_as is not null then {{ unanswered_action() }}
        end) as step_label,
        coalesce(answers.next_step_on, answers.wait_until_on) as act_by_on,
        answers.waits_as,
        answers.is_last_day_met,
        answers.wait_until_on,
        answers.rule_id,
        items.to_on,
        answers.from_on
    from {{ ref('int_work_items') }} as items
    inner join answers
        on
            items.practice_id = answers.practice_id
            and items.claim_id = answers.claim_id
            and items.item_kind = answers.of_kind
    where
        items.from_on <= answers.listed_on
        and (items.to_on is null or items.to_on > answers.from_on)
    qualify row_number() over (
        partition by items.practice_id, items.item_id, answers.from_on
        order by answers.answer_turn desc
    ) = 1

)

select * from final
